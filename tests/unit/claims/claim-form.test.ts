import { describe, expect, test } from 'vitest';
import {
  atAddress,
  checkEdit,
  checkNew,
  EDIT_FIELDS,
  NEW_FIELDS,
} from '#components/claims/claim-form/claim-checks.ts';
import {
  type ClaimValues,
  claimDraft,
  claimValuesOf,
  editInputOf,
  emptyClaim,
  logInputOf,
  nextClaim,
  withWords,
} from '#components/claims/claim-form/claim-values.ts';
import { placeErrors } from '#components/ui/form-errors.ts';
import { type ClaimDetail, editClaimInput, logClaimInput } from '#lib/claims/schema.ts';

const KEY = '6f1c1a34-9a5e-4d0b-9f59-0c1d2e3f4a5b';
const simple: ClaimValues = { ...emptyClaim(3), statement: 'The visa is free.' };

const claim: ClaimDetail = {
  id: 12,
  version: 4,
  statement: 'More than 800 applied.',
  originalWording: 'Более 800 человек',
  language: 'ru',
  status: 'unverified',
  rationale: '',
  topic: { slug: 'numbers', name: 'Numbers' },
  topicId: 3,
  claimant: { id: 9, name: 'Irina Volk' },
  claimedOn: '2025-03',
  tags: [{ slug: 'visa', name: 'visa' }],
  priority: 'high',
  assignee: { id: 2, name: 'Ada' },
  value: {
    fact: {
      id: 5,
      slug: 'numbers.applications',
      question: 'How many?',
      type: 'number',
      series: true,
      unit: null,
      options: [],
    },
    state: 'known',
    canonical: '800',
    qualifier: 'more_than',
    unit: null,
    measure: 'applications',
    asOf: '2025-03-24',
    validFrom: null,
    validTo: '2025',
  },
  sources: 1,
  independentOrigins: 1,
  supports: 1,
  refutes: 0,
  mentions: 0,
  conflicting: false,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-02T00:00:00.000Z',
  programme: { slug: 'decree-702', name: 'Decree No. 702' },
  createdBy: 'Ada',
  deleted: null,
};

describe('what is sent', () => {
  test('a statement and a topic are enough; no source is none, not an empty one', () => {
    const input = logClaimInput.parse(logInputOf(simple, KEY));
    expect(input).toMatchObject({ topicId: 3, claimant: null, source: null, value: null, claimedOn: null });
  });

  test('a claimant who was chosen goes by id, one who was typed by name, blanks are nobody', () => {
    const sent = (id: number | null, name: string) =>
      logInputOf({ ...simple, claimant: { id, name } }, KEY).claimant;
    expect(sent(9, 'Irina Volk')).toEqual({ id: 9 });
    expect(sent(null, '  Irina Volk ')).toEqual({ name: 'Irina Volk' });
    expect(sent(null, '   ')).toBeNull();
    expect(sent(9, '')).toBeNull();
  });

  test('a claim that is opened and saved untouched says the same', () => {
    const input = editClaimInput.parse(editInputOf(claimValuesOf(claim), claim.id, claim.version));
    expect(input).toEqual({
      id: 12,
      version: 4,
      statement: claim.statement,
      originalWording: claim.originalWording,
      language: 'ru',
      claimant: { id: 9 },
      claimedOn: '2025-03',
      topicId: 3,
      tags: ['visa'],
      priority: 'high',
      assigneeId: 2,
      value: {
        factId: 5,
        state: 'known',
        text: '800',
        qualifier: 'more_than',
        unit: '',
        measure: 'applications',
        asOf: '2025-03-24',
        validFrom: null,
        validTo: '2025',
      },
      reason: '',
    });
  });

  test('the next claim keeps topic, language and source, and nothing of the sentence', () => {
    const saved: ClaimValues = {
      ...claimValuesOf(claim),
      source: { ...simple.source, stance: 'refutes', quote: 'q', place: 'p', note: 'n' },
      reason: 'r',
    };
    const next = nextClaim(saved);
    expect(next).toEqual({
      ...emptyClaim(3),
      language: 'ru',
      languageChosen: true,
      source: { ...saved.source, quote: '', place: '', note: '' },
    });
  });
});

describe('what is wrong', () => {
  test('nothing, where the claim can be sent', () => {
    expect(checkNew(simple)).toEqual({});
    expect(checkEdit(claimValuesOf(claim))).toEqual({});
  });

  test('every message has a field of the form to stand at', () => {
    const { source } = simple;
    const wrong: ClaimValues = {
      ...simple,
      statement: '',
      topicId: null,
      claimant: { id: null, name: 'x'.repeat(300) },
      claimedOn: '2024-13',
      language: '??',
      originalWording: 'x'.repeat(20_000),
      tags: ['fine', 'y'.repeat(100)],
      value: {
        ...simple.value,
        factId: 1,
        text: 'bad\u0007',
        asOf: '2024-02-30',
        validFrom: '2024',
        validTo: '2023',
        unit: 'u'.repeat(70),
      },
      source: {
        ...source,
        place: 'x'.repeat(300),
        source: { known: null, create: { ...source.source.create, url: 'no address', publishedOn: 'soon' } },
      },
    };
    const errors = checkNew(wrong);
    expect(errors['topicId']).toBe('Choose a topic.');
    const { placed, elsewhere } = placeErrors(atAddress(errors), NEW_FIELDS);
    expect(elsewhere).toEqual([]);
    expect(Object.keys(placed).sort()).toEqual(
      [
        'claimant',
        'claimedOn',
        'language',
        'originalWording',
        'source.place',
        'source.source.create.publishedOn',
        'source.source.create.title',
        'source.source.create.url',
        'statement',
        'tags',
        'topicId',
        'value.asOf',
        'value.text',
        'value.unit',
        'value.validTo',
      ].sort(),
    );
  });

  test('a message about the source as a whole stands at its address', () => {
    expect(atAddress({ 'source.source': 'Gone.', statement: 'x' })).toEqual({
      'source.source.create.url': 'Gone.',
      statement: 'x',
    });
    expect(EDIT_FIELDS.some((field) => field.startsWith('source'))).toBe(false);
  });
});

test('a draft comes back whole, and one of another shape not at all', () => {
  const draft = {
    values: claimValuesOf(claim),
    base: { version: 4, values: claimValuesOf(claim) },
    key: KEY,
  };
  expect(claimDraft.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  expect(claimDraft.safeParse({ ...draft, values: { statement: 'x' } }).success).toBe(false);
  expect(claimDraft.safeParse({ ...draft, key: 'none' }).success).toBe(false);
});

describe('the language of a new claim', () => {
  const typed = (values: ClaimValues, statement: string): ClaimValues => ({
    ...values,
    ...withWords(values, { statement }),
  });

  test('follows the letters until somebody chooses it', () => {
    const russian = typed(emptyClaim(3), 'Виза бесплатная.');
    expect(russian.language).toBe('ru');
    expect(typed(russian, 'The visa is free.').language).toBe('en');
    expect(typed({ ...russian, languageChosen: true }, 'The visa is free.').language).toBe('ru');
    expect(typed({ ...emptyClaim(3), languageChosen: true }, 'Виза бесплатная.').language).toBe('en');
    expect(typed(nextClaim(russian), 'Виза платная.').language).toBe('ru');
  });

  test('is that of the original words, where they are there', () => {
    const both = { ...emptyClaim(3), ...withWords(simple, { originalWording: 'Виза бесплатная.' }) };
    expect(both.language).toBe('ru');
    expect(typed({ ...both, originalWording: 'La visa est gratuite.' }, 'Виза').language).toBe('en');
  });

  test('is the claim’s own when one is changed, and what a draft of an earlier version has', () => {
    const { languageChosen: _, ...earlier } = simple;
    const draft = claimDraft.parse({ values: earlier, base: null, key: crypto.randomUUID() }).values;
    expect(typed(draft, 'Виза бесплатная.').language).toBe('en');
  });
});
