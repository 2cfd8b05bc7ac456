import { beforeEach, describe, expect, test } from 'vitest';
import {
  type DraftStore,
  draftKey,
  pruneDrafts,
  readDraft,
  slotsToTry,
  writeDraft,
} from '#components/ui/draft-store.ts';

function memory(room = Number.POSITIVE_INFINITY): DraftStore {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      entries.set(key, value);
    },
    removeItem: (key) => {
      entries.delete(key);
    },
  };
}

const place = { owner: 7, form: 'claim' };
const at = (day: number) => new Date(Date.UTC(2026, 10, day));
let store: DraftStore;

beforeEach(() => {
  store = memory();
});

test('a draft comes back as it was', () => {
  const body = { statement: 'Истра — «город», 1', tags: ['a'], empty: '' };
  expect(writeDraft(store, draftKey(place, 0), body, at(1))).toBe(true);
  expect(readDraft(store, draftKey(place, 0))).toEqual({ savedAt: '2026-11-01T00:00:00.000Z', body });
});

test('nobody is shown the draft of somebody else, nor of another form', () => {
  writeDraft(store, draftKey(place, 0), 'mine', at(1));
  expect(readDraft(store, draftKey({ ...place, owner: 71 }, 0))).toBeNull();
  expect(readDraft(store, draftKey({ ...place, form: 'claim-1' }, 0))).toBeNull();
  expect(slotsToTry(store, { ...place, owner: 71 }).some((slot) => slot.drafted)).toBe(false);
});

test.each(['', 'null', '{"savedAt":"2026-11-01"', '{"body":1}', '{"savedAt":"never","body":1}', '[1]'])(
  'what cannot be read is no draft: %s',
  (text) => {
    store.setItem(draftKey(place, 0), text);
    expect(readDraft(store, draftKey(place, 0))).toBeNull();
  },
);

test('a browser that is full is said so, and keeps the draft of before', () => {
  const small = memory(60);
  expect(writeDraft(small, draftKey(place, 0), 'short', at(1))).toBe(true);
  expect(writeDraft(small, draftKey(place, 0), 'long'.repeat(50), at(2))).toBe(false);
  expect(readDraft(small, draftKey(place, 0))?.body).toBe('short');
});

describe('slots', () => {
  test('without drafts they come in their order', () => {
    expect(slotsToTry(store, place).map(({ slot }) => slot)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('the newest draft comes first, the empty ones last', () => {
    writeDraft(store, draftKey(place, 1), 'older', at(1));
    writeDraft(store, draftKey(place, 5), 'newer', at(2));
    const slots = slotsToTry(store, place);
    expect(slots.slice(0, 3)).toEqual([
      { slot: 5, drafted: true },
      { slot: 1, drafted: true },
      { slot: 0, drafted: false },
    ]);
    expect(slots).toHaveLength(8);
  });
});

test('drafts that nobody touches for two months go, and nothing else does', () => {
  writeDraft(store, draftKey(place, 0), 'old', new Date(Date.UTC(2026, 8, 1)));
  writeDraft(store, draftKey({ ...place, owner: 8 }, 0), 'old', new Date(Date.UTC(2026, 7, 1)));
  writeDraft(store, draftKey(place, 1), 'recent', new Date(Date.UTC(2026, 10, 1)));
  store.setItem('something-else', 'kept');
  pruneDrafts(store, at(22));
  expect(readDraft(store, draftKey(place, 0))).toBeNull();
  expect(readDraft(store, draftKey(place, 1))?.body).toBe('recent');
  expect(store.getItem('something-else')).toBe('kept');
  expect(store.length).toBe(2);
});
