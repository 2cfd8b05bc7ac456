import { type FactType, TYPE_LABELS } from '#lib/facts/vocabulary.ts';
import type { HistoryAction, HistoryChange } from './schema.ts';
import type { SourceHistoryEntry } from './source-changes.ts';

/** An event of a fact, as stored. `changed` is {column: [from, to]}, `row` the whole row afterwards. */
export type RawFactEvent = {
  id: string;
  at: string;
  actor: string;
  action: HistoryAction;
  version: number;
  reason: string;
  changed: Record<string, unknown[]>;
  row: Record<string, unknown>;
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

/** An event in words; `differs`: its version defines the fact otherwise than now, so that bringing it back changes something. */
export type FactHistoryEntry = SourceHistoryEntry & { differs: boolean };

/** The events (newest first) in words. */
export function factHistory(events: readonly RawFactEvent[]): FactHistoryEntry[] {
  const said = (row: RawFactEvent['row']) => JSON.stringify(FIELDS.map(({ column }) => row[column] ?? null));
  const now = events[0] && said(events[0].row);
  return events.map(({ row, ...event }) => ({ ...inWords(event), differs: said(row) !== now }));
}

function inWords({ changed, action, ...event }: Omit<RawFactEvent, 'row'>): SourceHistoryEntry {
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
