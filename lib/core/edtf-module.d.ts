declare module 'edtf' {
  /** Parsed EDTF value; bounds are epoch milliseconds, infinite or null where a side is open. */
  interface EdtfValue {
    readonly type: string;
    readonly edtf: string;
    readonly min: number | null;
    readonly max: number | null;
  }
  export default function edtf(text: string): EdtfValue;
}
