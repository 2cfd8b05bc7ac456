'use client';

import { startTransition, useCallback, useEffect, useState } from 'react';
import { isDear } from '#components/ui/use-prefetch.ts';
import type { RowId } from './column.ts';

/** What came with the page, a new object with each; `data` is null where there is no such row, `id` where none is open. */
export type Given<Data> = { id: RowId | null; data: Data | null };

type Answer<Data> =
  | { kind: 'data'; data: Data }
  | { kind: 'missing' }
  | { kind: 'ended' }
  | { kind: 'failed'; message: string };

/** So long what was read is shown again, as pages fetched ahead are (`staleTimes`, record 0030). */
const KEEPS_MS = 30_000;

const OUT_OF_REACH = 'The server could not be reached. Check the connection.';

/**
 * Reads what opens beside a list, when it opens or ahead. Make one for each page that comes from the server: whatever is changed
 * brings one, so nothing is kept beyond a change.
 */
export class Opened<Data> {
  readonly #given: Given<Data>;
  readonly #send: (id: RowId) => Promise<Response>;
  readonly #load: () => Promise<unknown>;
  readonly #kept = new Map<RowId, { until: number; answer: Promise<Answer<Data>> }>();

  /** `send` asks for JSON; `load` brings the script that draws it. */
  constructor(given: Given<Data>, send: (id: RowId) => Promise<Response>, load: () => Promise<unknown>) {
    this.#given = given;
    this.#send = send;
    this.#load = load;
    const known = given.id === null ? null : this.known(given.id);
    if (given.id !== null && known) void this.#keep(given.id, Promise.resolve(known));
  }

  /** What came with the page; null for another row. */
  known(id: RowId): Answer<Data> | null {
    if (this.#given.id !== id) return null;
    return this.#given.data === null ? { kind: 'missing' } : { kind: 'data', data: this.#given.data };
  }

  read(id: RowId): Promise<Answer<Data>> {
    const kept = this.#kept.get(id);
    return kept && kept.until > Date.now() ? kept.answer : this.#keep(id, this.#fetch(id));
  }

  /** Somebody is likely to open it. */
  ahead(id: RowId): void {
    if (!isDear()) void this.read(id);
  }

  #keep(id: RowId, answer: Promise<Answer<Data>>): Promise<Answer<Data>> {
    this.#kept.set(id, { until: Date.now() + KEEPS_MS, answer });
    return answer;
  }

  async #fetch(id: RowId): Promise<Answer<Data>> {
    try {
      // The script is added to the page when the click is answered: that costs more than asking.
      const loaded = new Promise((answered) => setTimeout(answered)).then(this.#load);
      const [response] = await Promise.all([this.#send(id), loaded]);
      if (response.ok) return { kind: 'data', data: await response.json() };
      if (response.status === 404) return { kind: 'missing' };
      this.#kept.delete(id);
      if (response.status === 401) return { kind: 'ended' };
      return { kind: 'failed', message: (await response.json()).detail };
    } catch {
      this.#kept.delete(id);
      return { kind: 'failed', message: OUT_OF_REACH };
    }
  }
}

/**
 * What is shown of the row that is open; null until it is there. What came with the page is there at once; a new page leaves what
 * is shown until its own is there. `again` asks once more after a failure.
 */
export function useOpened<Data>(id: RowId, opened: Opened<Data>) {
  const [shown, show] = useState({ id, opened, answer: opened.known(id) });
  let { answer } = shown;
  if (shown.id !== id || shown.opened !== opened) {
    answer = opened.known(id) ?? (shown.id === id ? shown.answer : null);
    show({ id, opened, answer });
  }
  const ask = useCallback(async () => {
    const read = await opened.read(id);
    // The server leads to the sign-in page, and back here.
    if (read.kind === 'ended') return window.location.reload();
    // A transition: the script that draws it is waited for with the old picture, not with a fallback that React keeps for 300 ms.
    startTransition(() =>
      show((former) => (former.id === id && former.opened === opened ? { ...former, answer: read } : former)),
    );
  }, [id, opened]);
  useEffect(() => {
    if (!opened.known(id)) void ask();
  }, [id, opened, ask]);
  return { answer, again: () => void ask() };
}
