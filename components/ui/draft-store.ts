/** What a form keeps of itself in the browser: one entry per person, form and slot (tab). */

export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export type StoredDraft = { savedAt: string; body: unknown };

/** How many tabs can keep a draft of the same form. */
const SLOTS = 8;
const KEPT_DAYS = 60;
const PREFIX = 'draft|';

export type DraftPlace = {
  /** Whose it is; nobody else signed in on this browser is shown it. */
  owner: number | string;
  /** Which form, and of what: `claim`, `claim-12`. */
  form: string;
};

export function draftKey({ owner, form }: DraftPlace, slot: number): string {
  return `${PREFIX}${owner}|${form}|${slot}`;
}

/** null where there is none, or none that can be read. */
export function readDraft(store: DraftStore, key: string): StoredDraft | null {
  const text = store.getItem(key);
  if (text === null) return null;
  try {
    const entry: unknown = JSON.parse(text);
    if (typeof entry !== 'object' || entry === null || !('savedAt' in entry) || !('body' in entry))
      return null;
    const { savedAt, body } = entry;
    return typeof savedAt === 'string' && !Number.isNaN(Date.parse(savedAt)) ? { savedAt, body } : null;
  } catch {
    return null;
  }
}

/** False where the browser would not keep it (full, or forbidden). */
export function writeDraft(store: DraftStore, key: string, body: unknown, now: Date): boolean {
  try {
    store.setItem(key, JSON.stringify({ savedAt: now.toISOString(), body }));
    return true;
  } catch {
    return false;
  }
}

/** All slots of a form in the order to try: those with a draft, the newest first, then the empty ones. */
export function slotsToTry(store: DraftStore, place: DraftPlace): { slot: number; drafted: boolean }[] {
  const slots = Array.from({ length: SLOTS }, (_, slot) => ({
    slot,
    savedAt: readDraft(store, draftKey(place, slot))?.savedAt ?? '',
  }));
  slots.sort((a, b) => (a.savedAt === b.savedAt ? a.slot - b.slot : a.savedAt < b.savedAt ? 1 : -1));
  return slots.map(({ slot, savedAt }) => ({ slot, drafted: savedAt !== '' }));
}

/** Removes everybody's drafts that nobody has touched for two months. */
export function pruneDrafts(store: DraftStore, now: Date): void {
  const oldest = now.getTime() - KEPT_DAYS * 86_400_000;
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index));
  for (const key of keys) {
    if (!key?.startsWith(PREFIX)) continue;
    const draft = readDraft(store, key);
    if (draft === null || Date.parse(draft.savedAt) < oldest) store.removeItem(key);
  }
}
