import { expect, test } from 'vitest';
import type { z } from 'zod';
import {
  bulkChangeInput,
  changeStatusInput,
  claimVersionInput,
  editClaimInput,
  logClaimInput,
  revertClaimInput,
} from '#lib/claims/schema.ts';
import { fieldErrors } from '#lib/core/input.ts';
import { attachEvidenceInput, editEvidenceInput, removeEvidenceInput } from '#lib/evidence/schema.ts';

const key = '3b241101-e2bb-4255-8caf-4136c566a962';
const claim = {
  statement: 'A statement.',
  originalWording: '',
  language: 'en',
  claimant: null,
  claimedOn: '',
  topicId: 1,
  tags: [],
  priority: 'normal',
  assigneeId: null,
  value: null,
};
const evidence = { stance: 'supports', credibility: 2, quote: '', place: '', note: '' };
const versioned = { id: 1, version: 1, reason: 'because' };

const INPUTS: Record<string, { schema: z.ZodType; valid: Record<string, unknown> }> = {
  logClaim: { schema: logClaimInput, valid: { ...claim, source: null, idempotencyKey: key } },
  editClaim: { schema: editClaimInput, valid: { ...claim, ...versioned } },
  changeStatus: {
    schema: changeStatusInput,
    valid: { id: 1, version: 1, status: 'true', rationale: 'Seen.' },
  },
  revertClaim: { schema: revertClaimInput, valid: { ...versioned, to: 1 } },
  deleteClaim: { schema: claimVersionInput, valid: versioned },
  bulkChange: {
    schema: bulkChangeInput,
    valid: { selection: { ids: [1] }, change: { field: 'priority', priority: 'low' }, reason: 'because' },
  },
  attachEvidence: {
    schema: attachEvidenceInput,
    valid: { claimId: 1, source: { id: 1 }, ...evidence, idempotencyKey: key },
  },
  editEvidence: { schema: editEvidenceInput, valid: { ...versioned, ...evidence } },
  removeEvidence: { schema: removeEvidenceInput, valid: versioned },
};

/** Fields that nobody may set from outside. */
const FORBIDDEN = [
  'role',
  'createdBy',
  'createdById',
  'created_by_id',
  'deletedAt',
  'supports',
  'independentOrigins',
  'importKey',
  'programmeId',
];

const cases = Object.entries(INPUTS).flatMap(([name, { schema, valid }]) =>
  FORBIDDEN.map((field) => ({ name, schema, valid, field })),
);

test.each(cases)('$name refuses $field', ({ schema, valid, field }) => {
  expect(schema.safeParse(valid).success).toBe(true);
  const result = schema.safeParse({ ...valid, [field]: 1 });
  expect(result.success).toBe(false);
  if (!result.success) expect(Object.keys(fieldErrors(result.error))).toEqual([field]);
});

test.each(Object.entries(INPUTS))('%s refuses __proto__ and pollutes nothing', (_, { schema, valid }) => {
  const raw: unknown = JSON.parse(JSON.stringify(valid).replace(/\}$/, ',"__proto__":{"role":"admin"}}'));
  expect(schema.safeParse(raw).success).toBe(false);
  expect(Object.hasOwn(Object.prototype, 'role')).toBe(false);
});

test.each(Object.entries(INPUTS))('%s refuses ids that are none', (_, { schema, valid }) => {
  const name = ['id', 'claimId', 'topicId'].find((field) => field in valid);
  const wrong = [0, -1, 1.5, '1', null, 2_147_483_648, Number.NaN, {}, []];
  const accepted = wrong.filter(
    (id) =>
      schema.safeParse(name ? { ...valid, [name]: id } : { ...valid, selection: { ids: [id] } }).success,
  );
  expect(accepted).toEqual([]);
});

test('what is wrong with a claim is told at its fields, in words', () => {
  const source = {
    source: {
      create: {
        url: 'not a url',
        title: '',
        titleExact: true,
        publisher: '',
        kind: 'official',
        language: '',
        publishedOn: '2024-02-31',
      },
    },
    ...evidence,
    credibility: 7,
  };
  const value = {
    factId: 1,
    state: 'known',
    text: '1',
    qualifier: null,
    unit: '',
    measure: '',
    asOf: '31.12.2024',
  };
  const result = logClaimInput.safeParse({
    ...claim,
    statement: `\u0000${'x'.repeat(20_000)}`,
    originalWording: '',
    claimedOn: '2024-13',
    tags: [''],
    value,
    source,
    idempotencyKey: key,
  });
  if (result.success) throw new Error('this is wrong in many ways');
  const fields = fieldErrors(result.error);
  expect(Object.keys(fields).sort()).toEqual([
    'claimedOn',
    'source.credibility',
    'source.source.create.publishedOn',
    'source.source.create.title',
    'source.source.create.url',
    'statement',
    'tags.0',
    'value.asOf',
  ]);
  expect(fields['statement']).toContain('characters; 1000 is the most');
  expect(fields['source.source.create.publishedOn']).toBe('2024-02-31 is not a day of the calendar.');
});

test('a verdict without a rationale is refused at the rationale; an open status needs none', () => {
  const input = { id: 1, version: 1, status: 'false', rationale: ' \n ' };
  const result = changeStatusInput.safeParse(input);
  expect(result.success).toBe(false);
  if (!result.success) expect(Object.keys(fieldErrors(result.error))).toEqual(['rationale']);
  expect(changeStatusInput.safeParse({ ...input, status: 'in_review' }).success).toBe(true);
});
