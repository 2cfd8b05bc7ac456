import { describe, expect, test } from 'vitest';
import { rateAfter, secondsLeft } from '#lib/tasks/pace.ts';

/** The rate after a look every half second at work that goes at these rows a second, half a second each. */
function rateOf(speeds: readonly number[]): number | null {
  let rate: number | null = null;
  let mark = { done: 0, at: 0 };
  for (const speed of speeds) {
    const next = { done: mark.done + speed / 2, at: mark.at + 500 };
    rate = rateAfter(rate, mark, next);
    mark = next;
  }
  return rate;
}

describe('rate', () => {
  test('is that of steady work, and nothing before any row is done', () => {
    expect(rateOf(Array(10).fill(3_000))).toBeCloseTo(3_000);
    expect(rateOf([0, 0, 0])).toBeNull();
    expect(rateOf([0, 0, 800])).toBeCloseTo(800);
  });

  test('follows work that becomes slower, and is not thrown by a moment without news', () => {
    const slower = rateOf([...Array(10).fill(4_000), ...Array(30).fill(1_000)]) ?? 0;
    expect(slower).toBeGreaterThan(1_000);
    expect(slower).toBeLessThan(1_200);
    const paused = rateOf([...Array(10).fill(4_000), 0]) ?? 0;
    expect(paused).toBeGreaterThan(3_500);
  });

  test('begins anew where fewer rows are done than before', () => {
    expect(rateAfter(4_000, { done: 900, at: 0 }, { done: 10, at: 500 })).toBeNull();
    expect(rateAfter(4_000, { done: 900, at: 500 }, { done: 900, at: 500 })).toBe(4_000);
  });
});

test('time left is told where total and rate are known', () => {
  expect(secondsLeft(20_000, 100_000, 4_000)).toBe(20);
  expect(secondsLeft(100_000, 100_000, 4_000)).toBe(0);
  expect(secondsLeft(1, 100, 1_000)).toBe(1);
  expect([secondsLeft(5, null, 10), secondsLeft(5, 10, null), secondsLeft(5, 10, 0)]).toEqual([
    null,
    null,
    null,
  ]);
});
