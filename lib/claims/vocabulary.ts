export const CLAIM_STATUSES = [
  'unverified',
  'in_review',
  'true',
  'mostly_true',
  'mixed',
  'misleading',
  'false',
  'disputed',
  'outdated',
  'unsupported',
] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];
export const STATUS_LABELS: Record<ClaimStatus, string> = {
  unverified: 'Unverified',
  in_review: 'In review',
  true: 'True',
  mostly_true: 'Mostly true',
  mixed: 'Mixed',
  misleading: 'Misleading',
  false: 'False',
  disputed: 'Disputed',
  outdated: 'Outdated',
  unsupported: 'Unsupported',
};
export const STATUS_MEANINGS: Record<ClaimStatus, string> = {
  unverified: 'Logged; nobody has checked.',
  in_review: 'A verdict is proposed; a second person has not confirmed it.',
  true: 'The evidence bears it out.',
  mostly_true: 'Right, with a detail missing or off.',
  mixed: 'Part right, part wrong.',
  misleading: 'Literally arguable, wrong impression.',
  false: 'Contradicted by better evidence.',
  disputed: 'Credible sources contradict each other; unresolved.',
  outdated: 'Was right; overtaken by events or by a later act.',
  unsupported: 'Looked for and not found.',
};

/** The first two statuses are open; the rest are verdicts and need a rationale. */
export function isVerdict(status: ClaimStatus): boolean {
  return status !== 'unverified' && status !== 'in_review';
}

/** A verdict that rests on what sources say; that nothing was found rests on no source. */
export function needsWords(status: ClaimStatus): boolean {
  return isVerdict(status) && status !== 'unsupported';
}

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];
export const PRIORITY_LABELS: Record<Priority, string> = {
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  urgent: 'Urgent',
};

/** What can be changed of many claims at once. */
export const BULK_FIELDS = {
  status: 'Status',
  topic: 'Topic',
  tags: 'Tags',
  assignee: 'Assignee',
  priority: 'Priority',
};
export type BulkField = keyof typeof BULK_FIELDS;

/** The files that claims are exported as. */
export const EXPORT_FILES = ['claims.csv', 'evidence.csv', 'claims.json'] as const;
export type ExportFile = (typeof EXPORT_FILES)[number];

/** A file of up to so many claims is there while one waits; a larger one is long work. */
export const EXPORTED_AT_ONCE = 20_000;
