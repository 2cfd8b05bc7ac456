/** What the page saw of one interaction; milliseconds. */
export interface Seen {
  /** From the input to the frame that shows what was asked for. */
  readonly painted: number;
  /** The longest event of the interaction, from the input to the next frame, as INP counts. 0: under the 16 ms from which it is told. */
  readonly event: number;
  /** Tasks over 50 ms: how many, and the longest. */
  readonly longTasks: number;
  readonly longest: number;
  /** Layout shift that no input explains, as CLS counts, and all of it outside the rows. */
  readonly shift: number;
  readonly shiftAround: number;
  /** Frames in which neither old nor new rows stood there. */
  readonly blank: number;
}

interface Scrolled {
  /** Milliseconds between frames. */
  readonly frames: number[];
  readonly longTasks: number;
}

interface Watch {
  /** Begins to look: `until` is a selector whose text, or whose rows' ids, must become another. */
  arm(until: string): void;
  /** What was seen, once it is painted; null where nothing changed for ten seconds. */
  seen(): Promise<Seen | null>;
  /** Times the frames while the scroll box goes to its end. */
  scroll(step: number): Promise<Scrolled>;
}

declare global {
  interface Window {
    benchWatch?: Watch;
  }
}

/** Runs in the page, before everything else of it. Nothing from outside is known in here. */
export function watchPage(): void {
  const ROWS = 'table tbody tr[data-row]';
  const PATIENCE = 10_000;
  type Event = PerformanceEntry & { interactionId?: number };
  type Shift = PerformanceEntry & {
    value: number;
    hadRecentInput: boolean;
    sources?: readonly { node: Node | null }[];
  };
  const events: Event[] = [];
  const tasks: PerformanceEntry[] = [];
  const shifts: { at: number; value: number; explained: boolean; around: boolean }[] = [];
  const observe = (type: string, take: (entry: PerformanceEntry) => void, more = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry);
    }).observe({ type, buffered: true, ...more });
  observe('event', (entry) => events.push(entry), { durationThreshold: 16 });
  observe('longtask', (entry) => tasks.push(entry));
  observe('layout-shift', (entry) => {
    const { startTime, value, hadRecentInput, sources = [] } = entry as Shift;
    const around = sources.some(({ node }) => {
      const element = node instanceof Element ? node : node?.parentElement;
      return (
        element !== undefined && element !== null && element.closest('tbody, [data-side-panel]') === null
      );
    });
    shifts.push({ at: startTime, value, explained: hadRecentInput, around });
  });

  const look = (until: string) =>
    until === ROWS
      ? [...document.querySelectorAll(ROWS)].map((row) => row.getAttribute('data-row')).join()
      : (document.querySelector(until)?.textContent ?? '');
  /** The frame under way is done when this message arrives. */
  const afterFrame = (done: () => void) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done();
    channel.port2.postMessage(null);
  };

  let running: Promise<Seen | null> = Promise.resolve(null);
  const arm = (until: string) => {
    const before = look(until);
    const begun = performance.now();
    let input: number | null = null;
    const note = (event: globalThis.Event) => {
      if (event.isTrusted) input ??= event.timeStamp;
    };
    for (const type of ['pointerdown', 'keydown']) window.addEventListener(type, note, { capture: true });
    let blank = 0;
    running = new Promise((resolve) => {
      const end = (painted: number | null) => {
        for (const type of ['pointerdown', 'keydown'])
          window.removeEventListener(type, note, { capture: true });
        if (painted === null || input === null) return resolve(null);
        const from = input;
        // What observers see is told a little later.
        setTimeout(() => {
          const mine = events.filter(
            ({ startTime, interactionId }) => startTime >= from - 1 && interactionId,
          );
          const busy = tasks.filter(({ startTime, duration }) => startTime + duration > from);
          const moved = shifts.filter(({ at }) => at >= from);
          const sum = (all: typeof moved) => all.reduce((total, { value }) => total + value, 0);
          resolve({
            painted: painted - from,
            event: Math.max(0, ...mine.map(({ duration }) => duration)),
            longTasks: busy.length,
            longest: Math.max(0, ...busy.map(({ duration }) => duration)),
            shift: sum(moved.filter(({ explained }) => !explained)),
            shiftAround: sum(moved.filter(({ around }) => around)),
            blank,
          });
        }, 300);
      };
      const frame = () => {
        if (input !== null && document.querySelector(ROWS) === null) blank += 1;
        const now = look(until);
        if (input !== null && now !== '' && now !== before) return afterFrame(() => end(performance.now()));
        if (performance.now() - begun > PATIENCE) return end(null);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
  };

  const scroll = (step: number) =>
    new Promise<Scrolled>((resolve) => {
      let box = document.querySelector('table')?.parentElement ?? null;
      while (box && box.scrollHeight <= box.clientHeight) box = box.parentElement;
      const scroller = box ?? document.documentElement;
      const begun = performance.now();
      const frames: number[] = [];
      let last: number | null = null;
      const frame = (at: number) => {
        if (last !== null) frames.push(at - last);
        last = at;
        const before = scroller.scrollTop;
        scroller.scrollTop += step;
        if (scroller.scrollTop !== before && performance.now() - begun < PATIENCE)
          return requestAnimationFrame(frame);
        setTimeout(
          () => resolve({ frames, longTasks: tasks.filter(({ startTime }) => startTime >= begun).length }),
          300,
        );
      };
      scroller.scrollTop = 0;
      requestAnimationFrame(frame);
    });

  window.benchWatch = { arm, seen: () => running, scroll };
}
