import fc from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import { anchor, describe } from '#lib/quotes/anchor.ts';
import { readable } from '#lib/quotes/typeset.ts';

const RUSSIAN =
  'указ президента виза заявление иностранец ценности россия посольство срок документ ёлка объём подъезд решение семья граждан область закон миграция список'.split(
    ' ',
  );
const ENGLISH =
  'decree visa applicant values country embassy months document permit family region law ministry officials said more than people moved village'.split(
    ' ',
  );

/** Words in no order, each with a number, so that no stretch of some words resembles another. */
function sentences(words: readonly string[], count: number, from = 0): string {
  return Array.from({ length: count }, (_, index) => {
    const mixed = mix(index + from);
    return `${words[mixed % words.length]}${mix(mixed) % 1000}${index % 9 === 8 ? '.\n' : ''}`;
  }).join(' ');
}

function mix(number: number): number {
  const once = Math.imul(number ^ (number >>> 16) ^ 0x9e3779b9, 0x85ebca6b);
  return Math.imul(once ^ (once >>> 13), 0xc2b2ae35) >>> 4;
}

const language = fc.constantFrom(RUSSIAN, ENGLISH);
const article = fc
  .record({ words: language, from: fc.nat(500) })
  .map(({ words, from }) => sentences(words, 400, from));
const quoted = fc.tuple(article, fc.nat(300), fc.integer({ min: 4, max: 60 })).map(([text, first, count]) => {
  const starts = [...text.matchAll(/\S+/g)];
  const start = starts[first]?.index ?? 0;
  const last = starts[Math.min(first + count - 1, starts.length - 1)];
  return { text, selectors: describe(text, start, (last?.index ?? 0) + (last?.[0].length ?? 0)) };
});

function found(text: string, selectors: ReturnType<typeof describe>) {
  const anchoring = anchor(text, selectors);
  return anchoring.outcome === 'missing'
    ? null
    : { ...anchoring, words: text.slice(anchoring.start, anchoring.end) };
}

group('a quote is found where it was selected', () => {
  test('in the same text, exactly', () => {
    fc.assert(
      fc.property(quoted, ({ text, selectors }) => {
        expect(found(text, selectors)).toEqual({
          outcome: 'exact',
          score: 1,
          start: selectors.start,
          end: selectors.end,
          words: selectors.exact,
        });
      }),
    );
  });

  test('after text was put in or taken away before it', () => {
    fc.assert(
      fc.property(quoted, language, fc.nat(200), ({ text, selectors }, words, count) => {
        const start = selectors.start ?? 0;
        const longer = `${sentences(words, count, 701).toUpperCase()}\n${text}`;
        expect(found(longer, selectors)).toMatchObject({ outcome: 'exact', words: selectors.exact });
        const shorter = text.slice(Math.floor(start / 2));
        expect(found(shorter, selectors)).toMatchObject({ outcome: 'exact', words: selectors.exact });
      }),
    );
  });

  test('after its paragraph moved', () => {
    fc.assert(
      fc.property(quoted, ({ text, selectors }) => {
        const half = (selectors.end ?? 0) + 1;
        const moved = `${text.slice(half)}\n\n${text.slice(0, half)}`;
        expect(found(moved, selectors)).toMatchObject({ outcome: 'exact', words: selectors.exact });
      }),
    );
  });

  test('nearly, after a word was changed, put in or taken away', () => {
    fc.assert(
      fc.property(
        quoted,
        fc.nat(1_000),
        fc.constantFrom('', 'quite', 'весьма'),
        ({ text, selectors }, at, word) => {
          fc.pre(selectors.exact.length > 60);
          const words = selectors.exact.split(' ');
          words[at % words.length] = word;
          const start = selectors.start ?? 0;
          const changed = text.slice(0, start) + words.join(' ') + text.slice(selectors.end ?? 0);
          const anchoring = found(changed, selectors);
          expect(anchoring?.outcome).toBe('fuzzy');
          expect(anchoring?.score).toBeGreaterThan(0.75);
          expect(Math.abs((anchoring?.start ?? 0) - start)).toBeLessThan(16);
        },
      ),
    );
  });
});

group('re-typeset text is the same text', () => {
  const turns: Record<string, (text: string) => string> = {
    'lines broken anew': (text) => text.replace(/ /g, (_, at: number) => (at % 3 === 0 ? '\n' : ' ')),
    'spaces that do not break': (text) => text.replaceAll(' ', '\u00A0'),
    'spaces doubled': (text) => text.replaceAll(' ', '  '),
    'soft hyphens': (text) => text.replace(/(\p{L}{2})(?=\p{L}{2})/gu, '$1\u00AD'),
    'words divided at line ends': (text) => text.replace(/(\p{L}{3})(?=\p{L}{2})/gu, '$1-\n'),
    'letters with marks apart': (text) => text.normalize('NFD'),
    'ё written as е': (text) => text.replaceAll('ё', 'е'),
    'joiners of no width': (text) => text.replace(/(\p{L})(?=\p{L})/gu, '$1\u200B'),
  };
  test.each(Object.keys(turns))('%s', (name) => {
    fc.assert(
      fc.property(quoted, ({ text, selectors }) => {
        const turned = turns[name]?.(text) ?? '';
        const anchoring = found(turned, selectors);
        expect(anchoring?.outcome).toBe('exact');
        expect(readable(anchoring?.words ?? '').text).toBe(readable(selectors.exact).text);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['Он сказал: «Это — ценности».', 'сказал: "Это - ценности"'],
    ['It’s “shared values” – officially', `It's "shared values" - officially`],
    ['Moscow — the capital', 'Moscow—the capital'],
    ['кто-\nто сказал', 'кто-то сказал'],
    ['the ﬁnal oﬃce', 'the final office'],
    ['Указ № 702', 'Указ No 702'],
    ['2024–2025 годы', '2024—2025 годы'],
  ])('%s', (text, exact) => {
    expect(anchor(text, { exact, prefix: '', suffix: '', start: null, end: null })).toMatchObject({
      outcome: 'exact',
    });
  });

  test('case alone is nearly', () => {
    const typed = { exact: 'SHARED VALUES VISA', prefix: '', suffix: '', start: null, end: null };
    expect(found('the shared values visa is new', typed)).toMatchObject({
      outcome: 'fuzzy',
      words: 'shared values visa',
    });
  });
});

group('the same words in several places', () => {
  test('are told apart by the words around them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.nat(8), language, (count, which, words) => {
        const chosen = which % count;
        const parts = Array.from(
          { length: count },
          (_, index) =>
            `${sentences(words, 12, index * 31)} the same sentence again ${sentences(words, 12, index * 53 + 7)}`,
        );
        const text = parts.join('\n');
        const start =
          parts.slice(0, chosen).join('\n').length +
          (chosen > 0 ? 1 : 0) +
          (parts[chosen] ?? '').indexOf('the same');
        const selectors = describe(text, start, start + 'the same sentence again'.length);
        expect(found(text, selectors)?.start).toBe(start);
        const pushed = `${sentences(words, 30, 999)}\n${text}`;
        expect(found(pushed, selectors)?.start).toBe(start + pushed.length - text.length);
      }),
    );
  });

  test('else by the place', () => {
    const text = 'yes no '.repeat(50);
    const start = 7 * 30;
    expect(anchor(text, { exact: 'yes', prefix: '', suffix: '', start, end: start + 3 })).toMatchObject({
      start,
    });
  });
});

group('what is not there is missing', () => {
  test('a quote that was taken out', () => {
    fc.assert(
      fc.property(quoted, ({ text, selectors }) => {
        fc.pre(selectors.exact.length > 60);
        const without = text.slice(0, selectors.start ?? 0) + text.slice(selectors.end ?? 0);
        expect(found(without, selectors)).toBeNull();
      }),
    );
  });

  test('part of a word or of a number', () => {
    const typed = { prefix: '', suffix: '', start: null, end: null };
    expect(found('there were 1470 of them', { ...typed, exact: '47' })).toBeNull();
    expect(found('there were 47 of them', { ...typed, exact: '47' })?.words).toBe('47');
  });

  test('nothing, in something and in nothing', () => {
    const typed = { prefix: '', suffix: '', start: null, end: null };
    expect(found('text', { ...typed, exact: ' ' })).toBeNull();
    expect(found('', { ...typed, exact: 'text' })).toBeNull();
  });

  test('any text is borne, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (text, exact) => {
          const anchoring = anchor(text, { exact, prefix: '', suffix: '', start: null, end: null });
          if (anchoring.outcome === 'missing') return;
          expect(anchoring.start).toBeGreaterThanOrEqual(0);
          expect(anchoring.end).toBeLessThanOrEqual(text.length);
          expect(anchoring.end).toBeGreaterThan(anchoring.start);
        },
      ),
    );
  });
});
