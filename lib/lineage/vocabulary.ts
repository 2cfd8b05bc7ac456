export const RELIANCE_KINDS = ['republishes', 'translates', 'cites', 'summarises'] as const;
export type RelianceKind = (typeof RELIANCE_KINDS)[number];
/** The same link told from the origin's side. */
export const RELIED_LABELS: Record<RelianceKind, string> = {
  republishes: 'republished by',
  translates: 'translated by',
  cites: 'cited by',
  summarises: 'summarised by',
};
