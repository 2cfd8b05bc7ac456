import { languageName } from '#lib/core/language.ts';
import { DEPENDENT_PART_LABELS, INSTRUMENT_KIND_LABELS } from '#lib/instruments/vocabulary.ts';
import type { HistoryAction } from './schema.ts';
import type { SourceHistoryEntry } from './source-changes.ts';

/** An event of an act, of its versions, articles and texts, and of what depends on it. `changed` is {column: [from, to]}. */
export type RawInstrumentEvent = {
  id: string;
  at: string;
  actor: string;
  entity: 'instrument' | 'instrument_version' | 'article' | 'article_text' | 'dependence';
  action: HistoryAction;
  version: number;
  reason: string;
  changed: Record<string, unknown[]>;
  /** The version's number, the article's place, the claim's statement. */
  subject: string | null;
};

type Show = (stored: unknown) => string | null;
type Field = { column: string; label: string; show: Show; long?: true };

const plain: Show = (stored) =>
  stored === null || stored === undefined || stored === '' ? null : String(stored);
const language: Show = (stored) => (typeof stored === 'string' ? languageName(stored) : null);

function labelled(labels: Readonly<Record<string, string>>): Show {
  return (stored) =>
    stored === null || stored === undefined ? null : (labels[String(stored)] ?? String(stored));
}

const many =
  (noun: string): Show =>
  (stored) =>
    Array.isArray(stored) && stored.length > 0
      ? `${stored.length} ${noun}${stored.length === 1 ? '' : 's'}`
      : null;

const FIELDS: Readonly<Record<RawInstrumentEvent['entity'], readonly Field[]>> = {
  instrument: [
    { column: 'kind', label: 'Kind', show: labelled(INSTRUMENT_KIND_LABELS) },
    { column: 'number', label: 'Number', show: plain },
    { column: 'issuer', label: 'Issuer', show: plain },
    { column: 'title', label: 'Title', show: plain, long: true },
    { column: 'language', label: 'Language', show: language },
    { column: 'title_english', label: 'English title', show: plain, long: true },
    { column: 'adopted_on', label: 'Adopted', show: plain },
    { column: 'published_on', label: 'Published', show: plain },
  ],
  instrument_version: [
    { column: 'in_force_from', label: 'In force from', show: plain },
    { column: 'in_force_to', label: 'In force to', show: plain },
    { column: 'source_ids', label: 'Documents', show: many('document') },
    { column: 'note', label: 'Note', show: plain, long: true },
  ],
  article: [
    { column: 'place', label: 'Place', show: plain },
    { column: 'subject', label: 'Subject', show: plain },
  ],
  article_text: [
    { column: 'text', label: 'Text', show: plain, long: true },
    { column: 'language', label: 'Language', show: language },
    { column: 'translation', label: 'Translation', show: plain, long: true },
  ],
  dependence: [{ column: 'part', label: 'What depends', show: labelled(DEPENDENT_PART_LABELS) }],
};

/** The event in words. */
export function instrumentHistoryEntry(event: RawInstrumentEvent): SourceHistoryEntry {
  const { id, at, actor, entity, version, reason, subject, changed } = event;
  const changes = FIELDS[entity].flatMap(({ column, label, show, long = false }) => {
    const pair = changed[column];
    return pair ? [{ field: column, label, from: show(pair[0]), to: show(pair[1]), long }] : [];
  });
  const own = entity === 'instrument' ? version : null;
  return { id, at, actor, version: own, reason, deed: deedOf(event), subject, changes };
}

const DEEDS: Record<RawInstrumentEvent['entity'], Record<HistoryAction, string>> = {
  instrument: deeds('Recorded', 'Changed', 'Deleted', 'Restored'),
  instrument_version: deeds('Recorded', 'Corrected', 'Taken back', 'Restored'),
  article: deeds('Article added', 'Article changed', 'Article removed', 'Article restored'),
  article_text: deeds('Text written', 'Text changed', 'Text removed', 'Text restored'),
  dependence: deeds(
    'A claim depends on it',
    'Dependence changed',
    'Dependence taken back',
    'Dependence restored',
  ),
};

function deeds(create: string, update: string, gone: string, restore: string): Record<HistoryAction, string> {
  return { create, update, delete: gone, remove: gone, restore };
}

function deedOf({ entity, action, changed }: RawInstrumentEvent): string {
  const stale = entity === 'dependence' && action === 'update' ? stalenessOf(changed) : null;
  if (stale === 'marked') return 'Made stale';
  if (stale === 'cleared') return 'Looked at again';
  return DEEDS[entity][action];
}

/** Whether an event of a dependence made it stale or took that away; null for neither. */
export function stalenessOf(changed: Record<string, unknown[]>): 'marked' | 'cleared' | null {
  const pair = changed['stale_since'] ?? changed['stale_version_id'];
  if (!pair) return null;
  return pair[1] === null || pair[1] === undefined ? 'cleared' : 'marked';
}
