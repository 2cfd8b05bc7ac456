import { languageName } from '#lib/core/language.ts';
import { CREDIBILITY_LABELS, STANCE_LABELS } from '#lib/evidence/vocabulary.ts';
import { PUBLISHER_KIND_LABELS } from '#lib/publishers/schema.ts';
import { KIND_LABELS, RELIABILITY_LABELS } from '#lib/sources/vocabulary.ts';
import type { HistoryAction, HistoryChange } from './schema.ts';

/** An event of a source, its links, its evidence or its publisher, as stored. `changed` is {column: [from, to]}. */
export type RawSourceEvent = {
  id: string;
  at: string;
  actor: string;
  entity: 'source' | 'reliance' | 'evidence' | 'publisher' | 'snapshot';
  action: HistoryAction;
  version: number;
  reason: string;
  changed: Record<string, unknown[]>;
  /** The stance of evidence, the kind of a link, how a copy came or what it showed (`CAPTURE_DEEDS`). */
  manner: string | null;
  /** The other end: the claim that rests on the source, the document or name of a link; of a copy, why it is worth what it is. */
  subject: string | null;
  /** A link at whose other end this source is the origin. */
  reversed: boolean;
};

/** One event in words: "linked", "now rests on it", with the fields that changed. */
export type SourceHistoryEntry = {
  id: string;
  at: string;
  actor: string;
  version: number | null;
  reason: string;
  /** What was done: "Changed", "Supports a claim". */
  deed: string;
  subject: string | null;
  changes: HistoryChange[];
};

/** Names of publishers by id, as they are today. */
export type PublisherNames = ReadonlyMap<number, string>;
type Show = (stored: unknown, names: PublisherNames) => string | null;
type Field = { column: string; label: string; show: Show; long?: true };

const plain: Show = (stored) =>
  stored === null || stored === undefined || stored === '' ? null : String(stored);

function labelled(labels: Readonly<Record<string, string>>): Show {
  return (stored) =>
    stored === null || stored === undefined ? null : (labels[String(stored)] ?? String(stored));
}

const publisher: Show = (stored, names) =>
  typeof stored === 'number' ? (names.get(stored) ?? `no. ${stored}`) : null;

const FIELDS: Readonly<Record<RawSourceEvent['entity'], readonly Field[]>> = {
  source: [
    { column: 'title', label: 'Title', show: plain, long: true },
    {
      column: 'title_exact',
      label: 'Title',
      show: (stored) => (stored === true ? 'the page’s own' : 'describes the page'),
    },
    { column: 'url', label: 'Address', show: plain, long: true },
    { column: 'publisher_id', label: 'Publisher', show: publisher },
    { column: 'kind', label: 'Kind', show: labelled(KIND_LABELS) },
    {
      column: 'language',
      label: 'Language',
      show: (stored) => (typeof stored === 'string' ? languageName(stored) : null),
    },
    { column: 'published_on', label: 'Published', show: plain },
  ],
  publisher: [
    { column: 'name', label: 'Name', show: plain },
    { column: 'kind', label: 'Kind', show: labelled(PUBLISHER_KIND_LABELS) },
    { column: 'country', label: 'Country', show: plain },
    { column: 'parent_id', label: 'Network', show: publisher },
    {
      column: 'reliability',
      label: 'Reliability',
      show: (stored) =>
        typeof stored === 'string' ? `${stored} · ${labelled(RELIABILITY_LABELS)(stored, new Map())}` : null,
    },
  ],
  evidence: [
    { column: 'stance', label: 'Stance', show: labelled(STANCE_LABELS) },
    {
      column: 'credibility',
      label: 'Credibility',
      show: (stored) =>
        typeof stored === 'number' ? `${stored} – ${CREDIBILITY_LABELS[stored] ?? ''}` : null,
    },
  ],
  reliance: [],
  snapshot: [],
};

/** What became of the page, by how a copy came or what it showed. */
const CAPTURE_DEEDS: Readonly<Record<string, string>> = {
  fetch: 'Page captured',
  upload: 'Copy uploaded',
  changed: 'Page found changed',
  dead: 'Page found gone',
  bad: 'Page not captured',
};

/** The publishers that these events name. */
export function namedPublishers(events: readonly RawSourceEvent[]): number[] {
  const stored = events.flatMap(({ changed }) => [
    ...(changed['publisher_id'] ?? []),
    ...(changed['parent_id'] ?? []),
  ]);
  return [...new Set(stored.filter((id) => typeof id === 'number'))];
}

/** The event in words. */
export function sourceHistoryEntry(event: RawSourceEvent, names: PublisherNames): SourceHistoryEntry {
  const { id, at, actor, entity, version, reason, subject, changed } = event;
  const changes = FIELDS[entity].flatMap(({ column, label, show, long = false }) => {
    const pair = changed[column];
    return pair ? [{ field: column, label, from: show(pair[0], names), to: show(pair[1], names), long }] : [];
  });
  const own = entity === 'source' || entity === 'publisher';
  return { id, at, actor, version: own ? version : null, reason, deed: deedOf(event), subject, changes };
}

function deedOf({ entity, action, manner, reversed }: RawSourceEvent): string {
  const gone = action === 'delete' || action === 'remove';
  if (entity === 'evidence') {
    const stance = (labelled(STANCE_LABELS)(manner, new Map()) ?? '').toLowerCase();
    if (action === 'update') return 'Evidence changed on the claim';
    return gone ? 'Taken from the claim' : `Put under the claim (${stance})`;
  }
  if (entity === 'reliance') {
    const link = reversed ? `That another source ${manner} it` : `That it ${manner}`;
    if (action === 'update') return `${link}, changed`;
    return gone ? `${link}, taken back` : `${link}, added`;
  }
  if (entity === 'snapshot') return CAPTURE_DEEDS[manner ?? ''] ?? 'Page captured';
  const deeds: Record<HistoryAction, string> = {
    create: 'Added',
    update: 'Changed',
    delete: 'Deleted',
    restore: 'Restored',
    remove: 'Removed',
  };
  return deeds[action];
}
