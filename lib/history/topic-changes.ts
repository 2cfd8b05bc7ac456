import type { HistoryAction, HistoryChange } from './schema.ts';
import type { SourceHistoryEntry } from './source-changes.ts';

/** An event of a topic, as stored. `changed` is {column: [from, to]}; `name` is what it was called after it. */
export type RawTopicEvent = {
  id: string;
  at: string;
  actor: string;
  action: HistoryAction;
  version: number;
  reason: string;
  changed: Record<string, unknown[]>;
  name: string;
};

const FIELDS = [
  { column: 'name', label: 'Name' },
  { column: 'ordinal', label: 'Place' },
] as const;

/** The event in words. */
export function topicHistoryEntry({ changed, action, name, ...event }: RawTopicEvent): SourceHistoryEntry {
  const changes = FIELDS.flatMap(({ column, label }): HistoryChange[] => {
    const pair = changed[column];
    return pair ? [{ field: column, label, from: String(pair[0]), to: String(pair[1]), long: false }] : [];
  });
  return { ...event, deed: deedOf(action, changed['retired_at']), subject: name, changes };
}

function deedOf(action: HistoryAction, retired: unknown[] | undefined): string {
  if (retired) return retired[1] === null ? 'Reinstated' : 'Retired';
  if (action === 'remove') return 'Removed';
  return action === 'create' ? 'Added' : 'Changed';
}
