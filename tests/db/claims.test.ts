import { beforeAll, describe, expect, test } from 'vitest';
import { getClaim } from '#lib/claims/detail-queries.ts';
import { changeStatus, editClaim, logClaim } from '#lib/claims/mutations.ts';
import { systemActor } from '#lib/core/actor.ts';
import { prisma, transaction } from '#lib/core/db.ts';
import { ownDatabase } from '../support/database.ts';
import {
  claimForm,
  claimRowOf,
  editForm,
  eventsOf,
  type Ledger,
  makeClaim,
  makeLedger,
  refusal,
  sourceForm,
} from '../support/ledger.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const value = (changes = {}) => ({
  factId: ledger.facts.applications,
  state: 'known' as const,
  text: '1,500',
  qualifier: 'more_than' as const,
  unit: '',
  measure: 'applications',
  asOf: '2025-03',
  ...changes,
});

describe('logging', () => {
  test('a claim with everything is one act, and every row has its event', async () => {
    const id = await makeClaim(ledger, {
      originalWording: 'Виза однократная',
      language: 'RU',
      claimant: { name: 'Irina Volk' },
      claimedOn: '2024-08',
      tags: ['Виза', 'visa', 'VISA', 'многократная виза'],
      value: value(),
      source: sourceForm('https://tass.com/society/1', { quote: 'A single entry.' }),
    });
    const claim = await getClaim(ledger.actors.viewer, id);
    expect(claim).toMatchObject({
      language: 'ru',
      claimant: { name: 'Irina Volk' },
      claimedOn: '2024-08',
      tags: [{ slug: 'visa' }, { slug: 'виза' }, { slug: 'многократная-виза' }],
      value: { canonical: '1500', qualifier: 'more_than', measure: 'applications', asOf: '2025-03' },
      sources: 1,
      supports: 1,
      independentOrigins: 1,
      version: 1,
      createdBy: 'The researcher',
      deleted: null,
    });
    const row = await claimRowOf(id);
    expect(row.claimedLower?.toISOString()).toBe('2024-08-01T00:00:00.000Z');
    expect(row.claimedUpper?.toISOString()).toBe('2024-08-31T00:00:00.000Z');
    expect(
      (await eventsOf(id)).map((event) => [event.entity, event.action, event.version, event.actor]),
    ).toEqual([
      ['claim', 'create', 1, 'The researcher'],
      ['value', 'create', 1, 'The researcher'],
      ['evidence', 'create', 1, 'The researcher'],
    ]);
  });

  test('the same form sent ten times at once logs one claim', async () => {
    const form = claimForm(ledger, {
      statement: 'Sent many times.',
      claimant: { name: 'A new one' },
      tags: ['twice'],
    });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => logClaim(ledger.actors.researcher, form)),
    );
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(await prisma().claim.count({ where: { statement: 'Sent many times.' } })).toBe(1);
    const other = await logClaim(ledger.actors.editor, form);
    expect(other.id).not.toBe(answers[0]?.id);
  });

  test('ten people who make the same claimant and tags at once get the same ones', async () => {
    const ids = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        makeClaim(ledger, {
          statement: `By one person, ${n}.`,
          claimant: { name: n % 2 ? 'Евгений Петров' : 'Yevgeny PETROV' },
          tags: n % 2 ? ['alpha', 'beta'] : ['Beta', 'Alpha'],
        }),
      ),
    );
    const claims = await Promise.all(ids.map(claimRowOf));
    expect(new Set(claims.map((claim) => claim.claimantId)).size).toBe(1);
    expect(new Set(claims.flatMap((claim) => claim.tagIds)).size).toBe(2);
  });

  test('what is gone or wrong is told at its field, and nothing is kept', async () => {
    const disabled = await transaction(systemActor, 'left', (tx) =>
      tx.user.create({
        data: {
          email: 'gone@example.org',
          name: 'Gone',
          role: 'editor',
          passwordHash: 'none',
          disabledAt: new Date(),
        },
      }),
    );
    const elsewhere = await transaction(systemActor, 'another', async (tx) => {
      const programme = await tx.programme.create({ data: { slug: 'other', name: 'Other' } });
      const topic = await tx.topic.create({
        data: { slug: 'visa', name: 'Visa', programmeId: programme.id },
      });
      const fact = await tx.fact.create({
        data: { slug: 'x', question: 'X?', type: 'text', programmeId: programme.id },
      });
      return { topic: topic.id, fact: fact.id };
    });
    const before = await prisma().claim.count();
    const at = async (changes: Parameters<typeof claimForm>[1]) => {
      const { code, fields } = await refusal(logClaim(ledger.actors.researcher, claimForm(ledger, changes)));
      return [code, ...Object.keys(fields)];
    };
    expect(await at({ topicId: 999_999 })).toEqual(['invalid', 'topicId']);
    expect(await at({ topicId: elsewhere.topic })).toEqual(['invalid', 'topicId']);
    expect(await at({ assigneeId: disabled.id })).toEqual(['invalid', 'assigneeId']);
    expect(await at({ assigneeId: ledger.actors.viewer.id })).toEqual(['invalid', 'assigneeId']);
    expect(await at({ claimant: { id: 999_999 } })).toEqual(['invalid', 'claimant']);
    expect(await at({ claimant: { name: '…' } })).toEqual(['invalid', 'claimant']);
    expect(await at({ tags: ['new tag', '!!'] })).toEqual(['invalid', 'tags']);
    expect(await at({ value: value({ factId: elsewhere.fact }) })).toEqual(['invalid', 'value.factId']);
    expect(await at({ value: value({ text: 'a lot' }) })).toEqual(['invalid', 'value.text']);
    expect(await at({ value: value({ factId: ledger.facts.entries, text: 'triple' }) })).toEqual([
      'invalid',
      'value.text',
    ]);
    expect(await at({ source: { ...sourceForm('https://tass.com/x'), source: { id: 999_999 } } })).toEqual([
      'invalid',
      'source.source',
    ]);
    expect(await prisma().claim.count()).toBe(before);
    expect(await prisma().tag.count({ where: { slug: 'new-tag' } })).toBe(0);
  });
});

describe('changing', () => {
  test('of fifty racing edits exactly the accepted ones are versions with one event each', async () => {
    const id = await makeClaim(ledger);
    const { researcher, editor } = ledger.actors;
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, async (_, n) => {
        const { version } = await getClaim(editor, id);
        return editClaim(
          n % 2 ? editor : researcher,
          editForm(ledger, id, version, { statement: `Edit ${n}.`, reason: `edit ${n}` }),
        );
      }),
    );
    const accepted = results.filter((result) => result.status === 'fulfilled');
    const refused = results.filter((result) => result.status === 'rejected');
    expect(accepted.length).toBeGreaterThan(0);
    expect(refused.map((result) => result.reason.code)).toEqual(refused.map(() => 'conflict'));
    const claim = await claimRowOf(id);
    expect(claim.version).toBe(accepted.length + 1);
    const events = await eventsOf(id);
    expect(events.map((event) => event.version)).toEqual(
      Array.from({ length: claim.version }, (_, n) => n + 1),
    );
    expect(claim.statement).toBe(events.at(-1)?.changed['statement']?.[1]);
  });

  test('an edit brings value and claim to one new version; the same again writes nothing', async () => {
    const id = await makeClaim(ledger, { value: value() });
    const form = editForm(ledger, id, 1, {
      value: value({ text: '1600', measure: 'permits' }),
      reason: 'a newer figure',
    });
    expect(await editClaim(ledger.actors.researcher, form)).toEqual({ id, version: 2 });
    expect(await editClaim(ledger.actors.researcher, { ...form, version: 2 })).toEqual({ id, version: 2 });
    const events = await eventsOf(id);
    expect(events.map((event) => `${event.entity} ${event.action} ${event.version}`)).toEqual([
      'claim create 1',
      'value create 1',
      'claim update 2',
      'value update 2',
    ]);
    expect(events.at(-1)).toMatchObject({
      reason: 'a newer figure',
      changed: { canonical: ['1500', '1600'], measure: ['applications', 'permits'] },
    });
    const gone = await editClaim(ledger.actors.researcher, editForm(ledger, id, 2, { value: null }));
    expect(gone.version).toBe(3);
    expect((await getClaim(ledger.actors.viewer, id)).value).toBeNull();
  });

  test('an assignee who left may keep the claim, but no new one gets it', async () => {
    const left = await transaction(systemActor, 'test', (tx) =>
      tx.user.create({
        data: { email: 'leaving@example.org', name: 'Leaving', role: 'researcher', passwordHash: 'none' },
      }),
    );
    const id = await makeClaim(ledger, { assigneeId: left.id });
    const other = await makeClaim(ledger);
    await transaction(systemActor, 'left', (tx) =>
      tx.user.update({ where: { id: left.id }, data: { disabledAt: new Date(), version: 2 } }),
    );
    const { researcher } = ledger.actors;
    expect(
      await editClaim(
        researcher,
        editForm(ledger, id, 1, { assigneeId: left.id, statement: 'Still theirs.' }),
      ),
    ).toMatchObject({ version: 2 });
    const refused = await refusal(editClaim(researcher, editForm(ledger, other, 1, { assigneeId: left.id })));
    expect(Object.keys(refused.fields)).toEqual(['assigneeId']);
  });

  test('a verdict keeps its rationale, and an older screen cannot overwrite it', async () => {
    const id = await makeClaim(ledger);
    const change = { id, version: 1, status: 'false' as const, rationale: 'The decree says otherwise.' };
    expect(await changeStatus(ledger.actors.researcher, change)).toEqual({ id, version: 2 });
    expect(await getClaim(ledger.actors.viewer, id)).toMatchObject({
      status: 'false',
      rationale: 'The decree says otherwise.',
    });
    expect((await refusal(changeStatus(ledger.actors.editor, { ...change, status: 'true' }))).code).toBe(
      'conflict',
    );
  });
});
