import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  completeUrl,
  emptyEvidence,
  evidenceValues,
  hasSource,
  hostName,
  isBareUrl,
  isHostOf,
  sourceChoiceOf,
  titleFromUrl,
  withQuote,
  withTitle,
  withUrl,
} from '#components/claims/evidence-form/evidence-values.ts';
import { attachEvidenceInput } from '#lib/evidence/schema.ts';

const blank = emptyEvidence().source.create;

describe('a title made from the address', () => {
  test.each([
    ['https://www.themoscowtimes.com/2024/08/19/putin-signs-decree-a86074', 'Putin signs decree'],
    ['https://example.org/news/2025/the_visa_of_2025.html?utm_source=x', 'The visa of 2025'],
    ['https://tass.com/politics/2004875', 'tass.com/politics/2004875'],
    ['https://www.kremlin.ru/', 'kremlin.ru'],
    [
      'https://пример.рф/%D1%83%D0%BA%D0%B0%D0%B7-%D0%BE-%D1%86%D0%B5%D0%BD%D0%BD%D0%BE%D1%81%D1%82%D1%8F%D1%85',
      'Указ о ценностях',
    ],
    ['https://example.org/a%E0%A4%A/bad-escape', 'Bad escape'],
    ['https://exa', ''],
    ['ftp://example.org/some-file', ''],
    ['', ''],
  ])('%s', (url, title) => {
    expect(titleFromUrl(url)).toBe(title);
  });

  test('never breaks, and is never too long to save', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => titleFromUrl(url).length <= 500),
      { numRuns: 40 },
    );
    expect(titleFromUrl(`https://example.org/${'word-'.repeat(400)}`).length).toBeLessThanOrEqual(500);
  });

  test('follows the address and is marked as a description', () => {
    const first = withUrl(blank, 'https://example.org/first-words');
    expect(first).toMatchObject({ title: 'First words', titleExact: false });
    expect(withUrl(first, 'https://example.org/second-words')).toMatchObject({ title: 'Second words' });
    expect(withUrl(first, '')).toMatchObject({ title: '', titleExact: true });
  });

  test('gives way to a title that somebody wrote', () => {
    const written = withTitle(withUrl(blank, 'https://example.org/first-words'), 'The real title');
    expect(written).toMatchObject({ title: 'The real title', titleExact: true });
    const moved = withUrl(written, 'https://example.org/other-words');
    expect(moved).toMatchObject({ title: 'The real title', titleExact: true });
    expect(withTitle({ ...moved, titleExact: false }, 'A description').titleExact).toBe(false);
  });
});

test.each([
  ['https://t.me/channel/12', 'social'],
  ['http://publication.pravo.gov.ru/document/1', 'official'],
  ['https://www.gov.uk/guidance', 'official'],
  ['https://notgov.example.org/', 'newspaper'],
])('%s is likely %s', (url, kind) => {
  expect(withUrl(blank, url).kind).toBe(kind);
});

test('a kind that somebody chose stays when the address changes', () => {
  const chosen = { ...withUrl(blank, 'https://t.me/channel/12'), kind: 'blog' as const };
  expect(withUrl(chosen, 'https://www.gov.uk/guidance').kind).toBe('blog');
});

test.each([
  ['tass.com/politics/1', 'https://tass.com/politics/1'],
  [' www.kremlin.ru ', 'https://www.kremlin.ru'],
  ['пример.рф/страница', 'https://пример.рф/страница'],
  ['https://tass.com', 'https://tass.com'],
  ['not an address', 'not an address'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('%s is completed to %s', (typed, complete) => {
  expect(completeUrl(typed)).toBe(complete);
});

test('only an address and nothing else is taken for one', () => {
  expect(isBareUrl(' https://tass.com/politics/2004875\n')).toBe(true);
  expect(isBareUrl('see https://tass.com/politics/2004875')).toBe(false);
  expect(isBareUrl('A sentence about tass.com')).toBe(false);
  expect(isBareUrl('https://localhost')).toBe(false);
});

test.each([
  ['https://www.themoscowtimes.com/x', 'The Moscow Times', true],
  ['https://tass.com/x', 'TASS', true],
  ['https://www.bbc.co.uk/news', 'BBC', true],
  ['https://example.org/', 'TASS', false],
  ['https://ru.usembassy.gov/', 'US Embassy', true],
])('%s belongs to %s: %s', (url, publisher, expected) => {
  expect(isHostOf(publisher, hostName(url))).toBe(expected);
});

test('a publisher is not recognised without a host', () => {
  expect(isHostOf('', hostName('nothing'))).toBe(false);
});

test('a source counts as given from the first word of it', () => {
  expect(hasSource(emptyEvidence())).toBe(false);
  for (const field of ['quote', 'place', 'note'] as const)
    expect(hasSource({ ...emptyEvidence(), [field]: 'x' })).toBe(true);
  const withTitleOnly = { ...emptyEvidence(), source: { known: null, create: { ...blank, title: 'x' } } };
  expect(hasSource(withTitleOnly)).toBe(true);
  expect(hasSource({ ...emptyEvidence(), quote: ' \n' })).toBe(false);
});

test('a known source is sent by its id, a new one with its fields', () => {
  const known = { id: 7, title: 'T', publisher: null, url: null, claims: 2 };
  expect(sourceChoiceOf({ known, create: blank })).toEqual({ id: 7 });
  const create = { ...withUrl(blank, 'https://example.org/first-words') };
  const input = { claimId: 1, ...emptyEvidence(), source: sourceChoiceOf({ known: null, create }) };
  const parsed = attachEvidenceInput.parse({
    ...input,
    idempotencyKey: '6f1c1a34-9a5e-4d0b-9f59-0c1d2e3f4a5b',
  });
  expect(parsed.source).toMatchObject({ create: { title: 'First words', publisher: '', language: null } });
});

test('a draft of another shape is not taken for one', () => {
  expect(evidenceValues.safeParse(emptyEvidence()).success).toBe(true);
  expect(evidenceValues.safeParse({ ...emptyEvidence(), stance: 'doubts' }).success).toBe(false);
  expect(evidenceValues.safeParse({ quote: 'x' }).success).toBe(false);
});

test('the language of a new source follows its title, or else its quote, until somebody chooses it', () => {
  const { source, ...said } = emptyEvidence();
  const titled = withTitle(source.create, 'Указ о визах');
  expect(titled.language).toBe('ru');
  expect(withTitle(titled, 'Decree on visas').language).toBe('');
  expect(withTitle({ ...titled, languageChosen: true }, 'Decree on visas').language).toBe('ru');
  const quoted = withQuote<typeof said>(source, { quote: 'Указ подписан' });
  expect(quoted.source?.create.language).toBe('ru');
  expect(withTitle(quoted.source?.create ?? source.create, 'ria.ru').language).toBe('ru');
  const chosen = { ...source, create: { ...source.create, language: 'en', languageChosen: true } };
  expect(withQuote<typeof said>(chosen, { quote: 'Указ подписан' }).source).toBeUndefined();
  expect(withQuote<typeof said>({ known: null, create: titled }, { quote: 'Signed' }).source).toBeUndefined();
  expect(sourceChoiceOf({ known: null, create: titled })).not.toHaveProperty('create.languageChosen');
});
