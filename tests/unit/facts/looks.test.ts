import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Looks } from '#lib/facts/looks.ts';

/** What may happen next, of looks by their number; each look begins, has its snapshot and ends, in this order. */
const step = fc.oneof(
  fc.constant({ what: 'change' as const }),
  fc.record({
    what: fc.constantFrom('begin' as const, 'snapshot' as const, 'end' as const),
    look: fc.nat(1),
  }),
);

type Look = ReturnType<Looks['begin']> & { snapshot: number | null };

/** A ledger that is a count of changes, and one fact kept of it; the steps, then a last look alone. */
function after(steps: readonly { what: string; look?: number }[]) {
  const looks = new Looks();
  const under = new Map<number, Look>();
  let changes = 0;
  let kept: number | null = null;
  const take = ({ what, look = 0 }: { what: string; look?: number }) => {
    if (what === 'change') changes += 1;
    const mine = under.get(look);
    if (what === 'begin' && !mine) under.set(look, { ...looks.begin(), snapshot: null });
    if (what === 'snapshot' && mine) mine.snapshot ??= changes;
    if (what !== 'end' || !mine || mine.snapshot === null) return;
    under.delete(look);
    if (mine.since !== null && Number(mine.since) < mine.snapshot) kept = null;
    mine.seen(String(mine.snapshot));
    kept ??= changes;
  };
  for (const each of steps) take(each);
  for (const what of ['begin', 'snapshot', 'end']) take({ what, look: 9 });
  return { kept, changes };
}

test('however looks run side by side, one that comes later finds nothing stale', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 8, maxLength: 24 }), (steps) => {
      const { kept, changes } = after(steps);
      expect(kept).toBe(changes);
    }),
    { numRuns: 2_000 },
  );
});

test('two that meet an empty sheet at once, and a change between their snapshots', () => {
  const { kept } = after([
    { what: 'begin', look: 0 },
    { what: 'begin', look: 1 },
    { what: 'snapshot', look: 0 },
    { what: 'end', look: 0 },
    { what: 'change' },
    { what: 'snapshot', look: 1 },
    { what: 'end', look: 1 },
  ]);
  expect(kept).toBe(1);
});
