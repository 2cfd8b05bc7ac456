import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { formChoices } from '#lib/claims/detail-queries.ts';
import { editClaim, revertClaim } from '#lib/claims/mutations.ts';
import { asKnownAt, Prisma, prisma, query } from '#lib/core/db.ts';
import {
  addFact,
  editFact,
  listObstacles,
  reinstateFact,
  restoreFact,
  retireFact,
} from '#lib/facts/definition-mutations.ts';
import { findFact, retiredUnused } from '#lib/facts/definition-queries.ts';
import { factSheet } from '#lib/facts/queries.ts';
import { addFactInput, editFactInput, type FactDetail, type ValueInput } from '#lib/facts/schema.ts';
import { listFactHistory } from '#lib/history/fact-queries.ts';
import { claimAtVersion, listClaimHistory } from '#lib/history/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { claimRowOf, editForm, type Ledger, makeClaim, makeLedger, refusal } from '../support/ledger.ts';

ownDatabase('empty');

let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

type Fields = Partial<z.input<typeof addFactInput>>;

function factForm(slug: string, more: Fields = {}) {
  return addFactInput.parse({
    slug,
    question: `What is ${slug}?`,
    type: 'text',
    series: false,
    options: [],
    unit: '',
    measures: [],
    ordinal: 100,
    description: '',
    idempotencyKey: randomUUID(),
    ...more,
  });
}

async function factOf(id: number): Promise<FactDetail> {
  const fact = await findFact(ledger.actors.viewer, String(id));
  if (!fact) throw new Error('no such fact');
  return fact;
}

async function change(id: number, more: Partial<z.input<typeof editFactInput>> = {}) {
  const { version, question, type, series, options, unit, measures, ordinal, description } = await factOf(id);
  return editFactInput.parse({
    id,
    version,
    question,
    type,
    series,
    options,
    unit: unit ?? '',
    measures,
    ordinal,
    description,
    reason: '',
    ...more,
  });
}

function said(factId: number, text: string, more: Partial<ValueInput> = {}): ValueInput {
  return { factId, state: 'known', text, qualifier: null, unit: '', measure: '', asOf: '', ...more };
}

async function questions(): Promise<string[]> {
  const sections = await factSheet(ledger.actors.viewer, ledger.programmeId);
  return sections.flatMap(({ facts }) => facts.map(({ slug }) => slug));
}

describe('adding a fact', () => {
  test('is for editors, once for each key, and the claim form offers it', async () => {
    const { editor, researcher } = ledger.actors;
    const form = factForm('visa.fee', { type: 'money', unit: 'RUB', measures: ['permits'], ordinal: 10 });
    expect((await refusal(addFact(researcher, form))).code).toBe('forbidden');
    const { id } = await addFact(editor, form);
    expect(await addFact(editor, form)).toEqual({ id });
    const again = await refusal(addFact(editor, factForm('visa.fee')));
    expect([again.code, again.fields]).toEqual(['duplicate', { slug: 'A fact has this key already.' }]);
    const { facts } = await formChoices(researcher);
    expect(facts.find((fact) => fact.id === id)).toMatchObject({
      slug: 'visa.fee',
      unit: 'RUB',
      measures: ['permits'],
      retired: false,
    });
  });

  test('a lower place comes first in the section', async () => {
    expect(await questions()).toEqual(['visa.fee', 'visa.entries', 'stats.applications']);
  });

  test('keeps only what its type has use for, and wants answers to choose from', () => {
    expect(factForm('a.b', { unit: 'ha', options: ['x'] })).toMatchObject({ unit: null, options: [] });
    const one = addFactInput.safeParse({ ...factForm('a.b'), unit: '', type: 'option', options: ['x'] });
    expect(one.error?.issues[0]?.path).toEqual(['options']);
    expect(addFactInput.safeParse({ ...factForm('a.b'), unit: '', slug: 'no dots' }).success).toBe(false);
  });
});

describe('changing a fact', () => {
  test('needs the version that was read, and nothing to change writes nothing', async () => {
    const { editor, researcher } = ledger.actors;
    const { id } = await addFact(editor, factForm('visa.name'));
    const first = await change(id, { question: 'What is it called?', reason: 'Shorter' });
    expect((await refusal(editFact(researcher, first))).code).toBe('forbidden');
    expect(await editFact(editor, first)).toEqual({ id, version: 2 });
    expect((await refusal(editFact(editor, first))).code).toBe('conflict');
    expect(await editFact(editor, await change(id))).toEqual({ id, version: 2 });
    expect(await listFactHistory(editor, id)).toMatchObject([
      {
        deed: 'Changed',
        reason: 'Shorter',
        actor: editor.name,
        version: 2,
        changes: [{ label: 'Question', from: 'What is visa.name?', to: 'What is it called?' }],
      },
      { deed: 'Added', version: 1 },
    ]);
  });

  test('another type takes the recorded values along, with their claims', async () => {
    const { editor, researcher } = ledger.actors;
    const { id } = await addFact(editor, factForm('visa.stay'));
    const claim = await makeClaim(ledger, { value: said(id, '3 months') });
    const before = new Date(
      (await query<{ now: Date }>(Prisma.sql`SELECT clock_timestamp() AS now`))[0]?.now ?? 0,
    );
    await editFact(editor, await change(id, { type: 'duration' }));
    expect(await claimRowOf(claim)).toMatchObject({ version: 2, value: { canonical: 'P3M', version: 2 } });
    // What was then is shown as it was then.
    expect((await claimAtVersion(researcher, claim, 1)).value).toMatchObject({ canonical: '3 months' });
    const [sheet] = await asKnownAt(before, () => factSheet(researcher, ledger.programmeId, id));
    expect(sheet?.facts[0]).toMatchObject({ type: 'text', values: [{ text: '3 months' }] });
    const history = await listClaimHistory(researcher, claim);
    expect(history.flatMap(({ changes }) => changes)).toContainEqual(
      expect.objectContaining({ label: 'Value', from: '3 months', to: '3 months' }),
    );
  });

  test('is refused where a recorded value would not follow, and says which', async () => {
    const { editor } = ledger.actors;
    const { id } = await addFact(editor, factForm('visa.count'));
    const fine = await makeClaim(ledger, { value: said(id, '12') });
    const claim = await makeClaim(ledger, { statement: 'There are many.', value: said(id, 'many') });
    const input = await change(id, { type: 'number' });
    const refused = await refusal(editFact(editor, input));
    expect(refused.code).toBe('invalid');
    expect(refused.fields['type']).toMatch(new RegExp(`claim ${claim}\\). “many” is not a number`));
    expect(await listObstacles(editor, input)).toMatchObject({
      total: 1,
      obstacles: [{ claimId: claim, statement: 'There are many.', value: 'many' }],
    });
    expect(await claimRowOf(fine)).toMatchObject({ version: 1, value: { canonical: '12', number: null } });
    await editClaim(ledger.actors.researcher, editForm(ledger, claim, 1, { value: said(id, '13') }));
    await editFact(editor, input);
    const { value } = await claimRowOf(fine);
    expect(value?.number?.toFixed()).toBe('12');
  });

  test('neither a measure nor an answer that claims use can go', async () => {
    const { editor } = ledger.actors;
    const counted = await addFact(
      editor,
      factForm('visa.permits', { type: 'number', measures: ['permits'] }),
    );
    const claim = await makeClaim(ledger, { value: said(counted.id, '5', { measure: 'permits' }) });
    const measure = await refusal(editFact(editor, await change(counted.id, { measures: ['visas'] })));
    expect(measure.fields['measures']).toContain(`claim ${claim}`);
    const unit = await refusal(editFact(editor, await change(counted.id, { unit: 'thousand' })));
    expect(unit.fields['unit']).toContain('It gives no unit');
    const { entries } = ledger.facts;
    await makeClaim(ledger, { value: said(entries, 'single') });
    const answer = await refusal(editFact(editor, await change(entries, { options: ['one', 'many'] })));
    expect(answer.fields['options']).toContain('“single” is not one of the answers: one, many.');
  });

  test('an earlier version comes back, as far as values follow; so does an old value of a claim', async () => {
    const { editor, researcher } = ledger.actors;
    const { id } = await addFact(editor, factForm('visa.term'));
    const claim = await makeClaim(ledger, { value: said(id, 'a while') });
    await editClaim(researcher, editForm(ledger, claim, 1, { value: said(id, '2 years') }));
    await editFact(editor, await change(id, { type: 'duration' }));
    const back = await refusal(revertClaim(researcher, { id: claim, version: 3, to: 1, reason: '' }));
    expect(back.message).toMatch(/^The value of that version is none that its fact takes now/);
    expect(await restoreFact(editor, { id, version: 2, to: 1, reason: '' })).toEqual({ id, version: 3 });
    expect((await factOf(id)).type).toBe('text');
    expect((await claimRowOf(claim)).value?.canonical).toBe('2 years');
    const [latest] = await listFactHistory(editor, id);
    expect(latest).toMatchObject({ reason: 'Restored version 1', version: 3 });
    const same = await refusal(restoreFact(editor, { id, version: 3, to: 1, reason: '' }));
    expect(same.message).toBe('The fact reads as in version 1 already.');
  });
});

describe('retiring a fact', () => {
  test('leaves it where it is used and offers it no more, until it is reinstated', async () => {
    const { editor, researcher } = ledger.actors;
    const used = (await addFact(editor, factForm('old.used'))).id;
    const unused = (await addFact(editor, factForm('old.unused'))).id;
    const claim = await makeClaim(ledger, { value: said(used, 'x') });
    const why = { version: 1, reason: 'Nobody asks it' };
    expect((await refusal(retireFact(researcher, { id: used, ...why }))).code).toBe('forbidden');
    for (const id of [used, unused]) await retireFact(editor, { id, ...why });

    expect((await questions()).filter((slug) => slug.startsWith('old.'))).toEqual(['old.used']);
    expect((await retiredUnused(researcher, ledger.programmeId)).map(({ id }) => id)).toEqual([unused]);
    const { facts } = await formChoices(researcher);
    expect(facts.filter(({ retired }) => retired).map(({ id }) => id)).toEqual([unused, used]);
    const refused = await refusal(makeClaim(ledger, { value: said(used, 'y') }));
    expect(refused.fields['value.factId']).toBe('This fact is retired. Choose another.');
    // A claim that uses it already may say it better.
    await editClaim(researcher, editForm(ledger, claim, 1, { value: said(used, 'y') }));
    expect((await claimRowOf(claim)).value?.canonical).toBe('y');

    await reinstateFact(editor, { id: used, version: 2, reason: 'Somebody does' });
    await makeClaim(ledger, { value: said(used, 'y') });
    const deeds = (await listFactHistory(editor, used)).map(({ deed }) => deed);
    expect(deeds).toEqual(['Reinstated', 'Retired', 'Added']);
  });

  test('no fact is deleted', async () => {
    await expect(prisma().fact.deleteMany({ where: { slug: 'old.unused' } })).rejects.toThrow(
      'DELETE of fact is not allowed',
    );
  });
});
