import { ascending } from './number-columns.ts';

/** Ids that SQL sent as `string_agg(int4send(id), '')`. */
export function sentIds(bytes: Buffer | null): Int32Array {
  return Int32Array.from(
    { length: (bytes?.length ?? 0) / 4 },
    (_, place) => bytes?.readInt32BE(place * 4) ?? 0,
  );
}

/** What has to be read anew. */
export class Changed {
  /** All rows, ascending and each once. */
  readonly ids: Int32Array;
  /** Whether a name was changed. */
  readonly renamed: boolean;
  readonly #told: ReadonlyMap<string, Int32Array>;

  /** `told`: ids by the table whose trigger told them, or by a part of one (`claim.statement`); empty for more than its rows. */
  constructor(told: ReadonlyMap<string, Int32Array>, renamed: boolean) {
    this.#told = told;
    this.renamed = renamed;
    this.ids = this.toldBy(() => true);
  }

  /** Those of some tables. */
  toldBy(which: (table: string) => boolean): Int32Array {
    return ascending([...this.#told].filter(([table]) => which(table)).map(([, ids]) => ids));
  }
}
