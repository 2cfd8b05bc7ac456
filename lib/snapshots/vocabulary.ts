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

/** What the last check of a source's link said; what needs a look comes first. */
export const LINK_STATES = ['dead', 'blocked', 'failing', 'changed', 'unclear', 'ok'] as const;
export type LinkState = (typeof LINK_STATES)[number];
export const LINK_STATE_LABELS: Record<LinkState, string> = {
  dead: 'Dead',
  blocked: 'Refuses us',
  failing: 'Not answering',
  changed: 'Text changed',
  unclear: 'Cannot be read',
  ok: 'As captured',
};
