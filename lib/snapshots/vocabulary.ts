export type SnapshotHow = 'fetch' | 'upload';

/** What a capture is worth; only `good` is one on which a quote can rest. */
export type CaptureOutcome =
  | 'good'
  | 'empty'
  | 'wall'
  | 'soft_404'
  | 'blocked'
  | 'dead'
  | 'too_large'
  | 'unreadable';

/** What the last check of a source's link said. */
export type LinkState = 'ok' | 'changed' | 'failing' | 'dead' | 'blocked' | 'unclear';
