import type { HistoryEntry } from '#lib/history/schema.ts';

/** What somebody did in one go: the events of one transaction, told in one line. */
export type Act = {
  id: string;
  at: string;
  actor: string;
  reason: string;
  /** “changed the status and the rationale” */
  title: string;
  /** The version of the claim that it made, where it made one. */
  version: number | null;
  /** Whether that version reads otherwise than the claim now. */
  differs: boolean;
  entries: HistoryEntry[];
};

/** Puts events (newest first) of one transaction together; within an act they stand in the order they happened. */
export function actsOf(history: readonly HistoryEntry[]): Act[] {
  const groups: HistoryEntry[][] = [];
  for (const entry of history) {
    const last = groups.at(-1);
    if (last?.[0]?.act === entry.act) last.unshift(entry);
    else groups.push([entry]);
  }
  return groups.flatMap((entries) => {
    const [first] = entries;
    if (!first) return [];
    const claim = entries.find((entry) => entry.entity === 'claim');
    const { act: id, at, actor, reason } = first;
    const { version = null, differs = false } = claim ?? {};
    return [{ id, at, actor, reason, title: actTitle(entries), version, differs, entries }];
  });
}

function actTitle(entries: readonly HistoryEntry[]): string {
  const claim = entries.find((entry) => entry.entity === 'claim');
  switch (claim?.action) {
    case 'create':
      return `logged the claim${logged(entries)}`;
    case 'delete':
      return 'deleted the claim';
    case 'restore':
      return 'restored the claim';
    default:
      return inWords(entries.flatMap(phrases)) || 'changed the claim';
  }
}

/** “ with a value and 3 sources” */
function logged(entries: readonly HistoryEntry[]): string {
  const sources = entries.filter((entry) => entry.entity === 'evidence').length;
  const parts = [
    ...(entries.some((entry) => entry.entity === 'value') ? ['a value'] : []),
    ...(sources > 0 ? [sources === 1 ? 'one source' : `${sources} sources`] : []),
  ];
  return parts.length > 0 ? ` with ${joined(parts)}` : '';
}

const EVIDENCE_VERBS = {
  create: 'attached a source',
  update: 'changed the evidence',
  delete: 'removed a source',
  restore: 'put a source back',
  remove: 'removed a source',
};

function phrases(entry: HistoryEntry): string[] {
  if (entry.entity === 'evidence') return [EVIDENCE_VERBS[entry.action]];
  if (entry.entity === 'dependence') return [dependencePhrase(entry)];
  if (entry.entity === 'value') return [entry.action === 'create' ? 'gave a value' : 'changed the value'];
  return entry.changes.map(
    (change) => `changed the ${change.label.replace(/^Claimed on$/, 'date').toLowerCase()}`,
  );
}

const DEPENDENCE_VERBS = {
  create: 'said what it depends on',
  update: 'changed what it depends on',
  delete: 'took back what it depends on',
  restore: 'said again what it depends on',
  remove: 'took back what it depends on',
};

function dependencePhrase({ action, changes }: HistoryEntry): string {
  const [change] = changes;
  if (action !== 'update' || !change) return DEPENDENCE_VERBS[action];
  return change.to === 'stands'
    ? 'looked again after an amendment'
    : 'recorded an amendment of what it depends on';
}

/** “changed the status”, “changed the status and the tags”, “changed 5 fields”. */
function inWords(all: string[]): string {
  const changed = all.flatMap((phrase) =>
    phrase.startsWith('changed the ') ? [phrase.slice('changed '.length)] : [],
  );
  const others = all.filter((phrase) => !phrase.startsWith('changed the '));
  const list = changed.length > 3 ? `${changed.length} fields` : joined(changed);
  return joined([...(list ? [`changed ${list}`] : []), ...others]);
}

function joined(words: string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
