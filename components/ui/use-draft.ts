'use client';

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type DraftPlace, draftKey, pruneDrafts, readDraft, slotsToTry, writeDraft } from './draft-store.ts';

const DELAY_MS = 400;

export type Draft<T> = {
  /** When the draft that was put back was written (ISO 8601); null where none was, or after `dismiss`. */
  restoredAt: string | null;
  /** False where this browser would not keep it: storage is full or blocked. */
  kept: boolean;
  /** Keeps this, soon; null: there is nothing worth keeping. */
  save: (body: T | null) => void;
  /** Keeps what waits, now. */
  flush: () => void;
  /** Forgets it: it was saved for good, or thrown away. */
  clear: () => void;
  dismiss: () => void;
};

/**
 * Keeps what is typed in this browser until it is saved: over a reload, a crash, an expired session. Two tabs with the
 * same form keep a draft each; a tab takes up the newest draft that no other open tab holds.
 * `parse` answers null for a draft that this version of the form cannot read.
 */
export function useDraft<T>({
  owner,
  form,
  parse,
  onRestore,
}: DraftPlace & { parse: (body: unknown) => T | null; onRestore: (body: T) => void }): Draft<T> {
  const [restoredAt, setRestoredAt] = useState<string | null>(null);
  const [kept, setKept] = useState(true);
  const slot = useRef<number | null>(null);
  const waiting = useRef<{ body: T | null } | null>(null);
  const timer = useRef<number | undefined>(undefined);

  const flush = useCallback(() => {
    window.clearTimeout(timer.current);
    const store = storage('localStorage');
    if (waiting.current === null || slot.current === null || store === null) return;
    const key = draftKey({ owner, form }, slot.current);
    if (waiting.current.body === null) store.removeItem(key);
    else setKept(writeDraft(store, key, waiting.current.body, new Date()));
    waiting.current = null;
  }, [owner, form]);

  const save = useCallback(
    (body: T | null) => {
      waiting.current = { body };
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(flush, DELAY_MS);
    },
    [flush],
  );

  const clear = useCallback(() => {
    setRestoredAt(null);
    waiting.current = { body: null };
    flush();
  }, [flush]);

  const dismiss = useCallback(() => setRestoredAt(null), []);

  const restore = useEffectEvent((taken: number) => {
    slot.current = taken;
    const store = storage('localStorage');
    const draft = store && readDraft(store, draftKey({ owner, form }, taken));
    const typed = waiting.current?.body ?? null;
    if (typed === null) waiting.current = null;
    const body = draft && typed === null ? parse(draft.body) : null;
    if (draft && body !== null) {
      onRestore(body);
      setRestoredAt(draft.savedAt);
    }
    flush();
  });

  useEffect(() => {
    const store = storage('localStorage');
    if (store === null) {
      setKept(false);
      return;
    }
    const closed = new AbortController();
    pruneDrafts(store, new Date());
    void takeSlot({ owner, form }, closed.signal, () => (waiting.current?.body ?? null) !== null).then(
      (taken) => {
        if (!closed.signal.aborted && taken !== null) restore(taken);
      },
    );
    const onHide = () => flush();
    window.addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      flush();
      closed.abort();
      slot.current = null;
      window.removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [owner, form, flush]);

  return { restoredAt, kept, save, flush, clear, dismiss };
}

/** null where the browser keeps nothing (blocked by a setting). */
function storage(kind: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[kind];
  } catch {
    return null;
  }
}

/** A slot that no other open tab holds, until `closed`. This tab's own draft of before a reload comes first. */
async function takeSlot(
  place: DraftPlace,
  closed: AbortSignal,
  typing: () => boolean,
): Promise<number | null> {
  // A form that goes at once (React mounts twice in development) must not take a slot from the one that stays.
  await Promise.resolve();
  const store = storage('localStorage');
  const session = storage('sessionStorage');
  if (store === null || closed.aborted) return null;
  const memory = draftKey(place, 0);
  const remembered = session?.getItem(memory);
  const own = remembered === null || remembered === undefined ? null : Number(remembered);
  const drafted = own !== null && readDraft(store, draftKey(place, own)) !== null;
  // The page that was here before the reload may take a moment to let go.
  if (drafted && (await hold(draftKey(place, own), closed, 1_000))) return own;
  for (const { slot, drafted: taken } of slotsToTry(store, place)) {
    // Somebody who types already does not get an older draft in between, nor loses it.
    if (taken && typing()) continue;
    if (await hold(draftKey(place, slot), closed, 0)) {
      session?.setItem(memory, String(slot));
      return slot;
    }
  }
  return null;
}

/** Holds a lock that other tabs see, until the signal; false where another tab has it for longer than `patience` ms. */
function hold(name: string, until: AbortSignal, patience: number): Promise<boolean> {
  // The Web Locks API is there on https and localhost only.
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const options = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    navigator.locks
      .request(name, options, (lock) => {
        resolve(lock !== null);
        if (lock === null || until.aborted) return undefined;
        return new Promise<void>((release) => {
          until.addEventListener('abort', () => release(), { once: true });
        });
      })
      .catch(() => resolve(false));
  });
}
