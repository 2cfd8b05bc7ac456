import { type FactType, TYPE_LABELS } from '#lib/facts/vocabulary.ts';
import type { HistoryAction, HistoryChange } from './schema.ts';
import type { SourceHistoryEntry } from './source-changes.ts';

/** An event of a fact, as stored. `changed` is {column: [from, to]}. */
export type RawFactEvent = {
  id: string;
  at: string;
  actor: string;
  action: HistoryAction;
  version: number;
  reason: string;
  changed: Record<string, unknown[]>;
};

const plain = (stored: unknown) =>
  stored === null || stored === undefined || stored === '' ? null : String(stored);
const list = (stored: unknown) => (Array.isArray(stored) && stored.length > 0 ? stored.join(', ') : null);

const FIELDS: readonly {
  column: string;
  label: string;
  show: (stored: unknown) => string | null;
  long?: true;
}[] = [
  { column: 'question', label: 'Question', show: plain, long: true },
  { column: 'type', label: 'Type', show: (stored) => TYPE_LABELS[stored as FactType] ?? plain(stored) },
  { column: 'series', label: 'Over time', show: (stored) => (stored === true ? 'a series' : 'one value') },
  { column: 'options', label: 'Answers', show: list },
  { column: 'unit', label: 'Unit', show: plain },
  { column: 'measures', label: 'Measures', show: list },
  { column: 'ordinal', label: 'Place', show: plain },
  { column: 'description', label: 'Description', show: plain, long: true },
];

/** The event in words. */
export function factHistoryEntry({ changed, action, ...event }: RawFactEvent): SourceHistoryEntry {
  const changes = FIELDS.flatMap(({ column, label, show, long = false }): HistoryChange[] => {
    const pair = changed[column];
    return pair ? [{ field: column, label, from: show(pair[0]), to: show(pair[1]), long }] : [];
  });
  return { ...event, deed: deedOf(action, changed['retired_at']), subject: null, changes };
}

function deedOf(action: HistoryAction, retired: unknown[] | undefined): string {
  if (retired) return retired[1] === null ? 'Reinstated' : 'Retired';
  return action === 'create' ? 'Added' : 'Changed';
}
