import { describe, expect, test } from 'vitest';
import { healthAfter } from '#lib/snapshots/health.ts';
import { type Captured, judge } from '#lib/snapshots/judgement.ts';

const long = 'The decree lets people apply without a quota or an exam, which many outlets got wrong. '.repeat(
  30,
);
const good: Captured = {
  requestedUrl: 'https://example.org/2024/decree',
  finalUrl: 'https://example.org/2024/decree',
  status: 200,
  headers: new Map(),
  bodyBytes: 5_000,
  mediaType: 'text/html',
  text: long,
  title: 'Decree No. 702',
  heading: 'Decree No. 702',
  asksPassword: false,
};
const outcome = (changes: Partial<Captured>) => judge({ ...good, ...changes }).outcome;

describe('a capture', () => {
  test('is good with a text, whatever the text speaks of', () => {
    expect(judge(good)).toEqual({ outcome: 'good', detail: 'Kept with its text.' });
    expect(
      outcome({ text: `${long} The page was not found in the register. Please log in to comment.` }),
    ).toBe('good');
    expect(outcome({ asksPassword: true })).toBe('good');
    expect(outcome({ mediaType: 'image/png', text: '' })).toBe('good');
    expect(outcome({ finalUrl: 'https://www.example.org/2024/decree/' })).toBe('good');
    expect(outcome({ mediaType: 'text/plain', title: '', heading: '' })).toBe('good');
  });

  test.each([
    [404, 'dead'],
    [410, 'dead'],
    [500, 'dead'],
    [503, 'dead'],
    [418, 'dead'],
    [304, 'dead'],
    [401, 'wall'],
    [402, 'wall'],
    [403, 'blocked'],
    [429, 'blocked'],
    [451, 'blocked'],
  ] as const)('with status %i is %s', (status, expected) => {
    expect(outcome({ status })).toBe(expected);
  });

  test.each([
    [{ bodyBytes: 0, text: '' }, 'empty'],
    [{ text: '' }, 'empty'],
    [
      {
        text: 'You need to enable JavaScript to run this app, said the page, and it went on to say nothing else.',
      },
      'empty',
    ],
    [{ mediaType: 'application/pdf', text: '' }, 'empty'],
    [{ mediaType: null, text: '' }, 'unreadable'],
    [
      {
        title: 'Just a moment...',
        text: 'Checking your browser before you go on to the page that you asked for, hold on.',
      },
      'blocked',
    ],
    [{ headers: new Map([['cf-mitigated', 'challenge']]) }, 'blocked'],
    [
      {
        title: 'Доступ ограничен',
        text: 'Доступ к ресурсу ограничен. Подтвердите, что вы не робот, чтобы продолжить чтение.',
      },
      'blocked',
    ],
    [
      {
        asksPassword: true,
        text: 'Welcome back. E-mail. Password. Forgotten? Ask for a new one and we will send it to you.',
      },
      'wall',
    ],
    [
      {
        text: 'Subscribe to continue reading. Already a subscriber? Then you know what to do, and where to do it.',
      },
      'wall',
    ],
    [
      {
        text: 'Войдите, чтобы прочитать материал полностью. Материал доступен только подписчикам нашего издания.',
      },
      'wall',
    ],
    [
      {
        text: 'Before you continue: we and our partners use cookies to store and to read information on a device.',
      },
      'wall',
    ],
    [{ finalUrl: 'https://example.org/login?next=/2024/decree' }, 'wall'],
    [{ finalUrl: 'https://consent.example.com/consent/start' }, 'wall'],
    [{ title: '404 — Example', text: long }, 'soft_404'],
    [{ heading: 'Page not found' }, 'soft_404'],
    [
      {
        text: 'К сожалению, страница, которую вы ищете, не найдена. Возможно, она была удалена или перенесена.',
      },
      'soft_404',
    ],
    [{ finalUrl: 'https://example.org/' }, 'soft_404'],
  ] as const)('%j is %s', (changes, expected) => {
    expect(outcome(changes)).toBe(expected);
    expect(judge({ ...good, ...changes }).detail).toMatch(/\.$/);
  });
});

describe('the health of a link', () => {
  const at = new Date('2026-11-25T12:00:00Z');
  const check = { outcome: 'good' as const, changed: false, gone: false, at };
  const days = (date: Date) => (date.getTime() - at.getTime()) / 86_400_000;

  test('is well, or changed since a day that is kept', () => {
    expect(healthAfter(null, check)).toMatchObject({ state: 'ok', failures: 0, changedAt: null });
    expect(healthAfter(null, { ...check, changed: true })).toMatchObject({ state: 'changed', changedAt: at });
    const before = { failures: 2, changedAt: new Date('2026-01-01') };
    expect(healthAfter(before, { ...check, changed: true }).changedAt).toEqual(before.changedAt);
    expect(healthAfter(before, check).changedAt).toBeNull();
  });

  test('waits longer after each failure, and is dead after three, or at once where the server says so', () => {
    let health = healthAfter(null, { ...check, outcome: 'dead' });
    const seen = [[health.state, days(health.nextCheckAt)]];
    for (let i = 0; i < 6; i++) {
      health = healthAfter(health, { ...check, outcome: 'dead' });
      seen.push([health.state, days(health.nextCheckAt)]);
    }
    expect(seen).toEqual([
      ['failing', 0.25],
      ['failing', 1],
      ['dead', 3],
      ['dead', 7],
      ['dead', 14],
      ['dead', 30],
      ['dead', 30],
    ]);
    expect(healthAfter(null, { ...check, outcome: 'dead', gone: true }).state).toBe('dead');
    expect(healthAfter(null, { ...check, outcome: 'soft_404' }).state).toBe('dead');
    expect(healthAfter(null, { ...check, outcome: 'wall' }).state).toBe('blocked');
    expect(healthAfter(null, { ...check, outcome: 'empty' }).state).toBe('unclear');
  });
});
