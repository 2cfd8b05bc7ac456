import { describe, expect, test } from 'vitest';
import { isoDay, isoMinute, relativeDay } from '#components/ui/time-format.ts';

const NOW = '2026-11-22T00:30:00Z';

describe('times', () => {
  test('are written in UTC whatever the zone of the machine', () => {
    expect(isoDay('2026-11-21T23:59:00Z')).toBe('2026-11-21');
    expect(isoMinute('2026-11-21T23:59:31Z')).toBe('2026-11-21 23:59 UTC');
    expect(isoMinute(new Date('2026-11-21T23:59:31+03:00'))).toBe('2026-11-21 20:59 UTC');
  });

  test.each([
    ['2026-11-22T00:00:00Z', 'today'],
    ['2026-11-21T23:59:00Z', 'yesterday'],
    ['2026-11-20T12:00:00Z', '2 days ago'],
    ['2026-11-16T00:00:00Z', '6 days ago'],
    ['2026-11-15T23:59:00Z', '2026-11-15'],
    ['2025-11-22T00:30:00Z', '2025-11-22'],
    ['2026-11-23T00:00:00Z', '2026-11-23'],
  ])('%s is %s', (at, words) => {
    expect(relativeDay(at, NOW)).toBe(words);
  });
});
