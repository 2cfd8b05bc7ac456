import { describe, expect, test } from 'vitest';
import { momentOf, notYet, readMoment, tellMoment } from '#lib/core/moment.ts';

const now = new Date('2026-11-25T12:30:00Z');

describe('a moment', () => {
  test('of a day is its end, so that the day counts whole', () => {
    expect(readMoment('2024-08-25')?.toISOString()).toBe('2024-08-25T23:59:59.999Z');
  });

  test('with a time is that time in UTC', () => {
    expect(readMoment('2024-08-25T12:00Z')?.toISOString()).toBe('2024-08-25T12:00:00.000Z');
    expect(readMoment('2024-08-25T12:00:01.5Z')?.toISOString()).toBe('2024-08-25T12:00:01.500Z');
  });

  test.each([
    '',
    'yesterday',
    '2024',
    '2024-08',
    '2024-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-08-25T12:00',
    '2024-08-25T25:00Z',
    '2024-08-25T12:00+03:00',
    '2024-08-25 ',
    "2024-08-25'",
  ])('is not %j', (text) => {
    expect(readMoment(text)).toBeNull();
  });

  test('that has not come cannot be looked back from', () => {
    expect(notYet('2026-11-24', now)).toBeNull();
    expect(notYet('2026-11-25T12:30Z', now)).toBeNull();
    expect(notYet('2026-11-25', now)).toContain('is not over yet');
    expect(notYet('2027-01-01', now)).toContain('has not come yet');
  });

  test('in an address is used or refused, never half', () => {
    expect(momentOf(undefined, now)).toEqual({ asOf: null, problem: null });
    expect(momentOf('2026-11-20', now)).toEqual({ asOf: '2026-11-20', problem: null });
    expect(momentOf('2028-11-20', now)).toEqual({ asOf: null, problem: '2028-11-20 has not come yet' });
    expect(momentOf('soon', now).problem).toContain('is expected');
  });

  test('is told in words, in UTC', () => {
    expect(tellMoment('2024-08-25')).toBe('25 August 2024, end of the day (UTC)');
    expect(tellMoment('2024-08-25T23:10Z')).toBe('25 August 2024, 23:10 UTC');
  });
});
