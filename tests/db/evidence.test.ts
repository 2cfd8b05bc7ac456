import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { getClaim } from '#lib/claims/detail-queries.ts';
import { deleteClaim } from '#lib/claims/mutations.ts';
import { systemActor } from '#lib/core/actor.ts';
import { prisma, transaction } from '#lib/core/db.ts';
import { attachEvidence, editEvidence, removeEvidence, restoreEvidence } from '#lib/evidence/mutations.ts';
import { listEvidence } from '#lib/evidence/queries.ts';
import { attachEvidenceInput } from '#lib/evidence/schema.ts';
import { ownDatabase } from '../support/database.ts';
import { eventsOf, type Ledger, makeClaim, makeLedger, refusal, sourceForm } from '../support/ledger.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

type Changes = Parameters<typeof sourceForm>[1];

function attachForm(claimId: number, url: string, changes: Changes & { publisher?: string } = {}) {
  const { publisher, ...rest } = changes;
  const { source, ...fields } = sourceForm(url, rest);
  const named =
    'create' in source && publisher !== undefined ? { create: { ...source.create, publisher } } : source;
  return attachEvidenceInput.parse({ claimId, source: named, ...fields, idempotencyKey: randomUUID() });
}

function attach(claimId: number, url: string, changes: Changes & { publisher?: string } = {}) {
  return attachEvidence(ledger.actors.researcher, attachForm(claimId, url, changes));
}

describe('attaching', () => {
  test('evidence is listed by stance and date, with publisher and grade', async () => {
    const id = await makeClaim(ledger);
    await attach(id, 'https://example.org/b', { stance: 'mentions' });
    await attach(id, 'https://example.org/c', { stance: 'refutes', publisher: 'The Moscow Times' });
    await attach(id, 'https://example.org/a', { quote: 'A quote.', place: 'para. 2', note: 'A note.' });
    const rows = await listEvidence(ledger.actors.viewer, id);
    expect(rows.map((row) => row.stance)).toEqual(['supports', 'refutes', 'mentions']);
    expect(rows[0]).toMatchObject({
      credibility: 2,
      quote: 'A quote.',
      place: 'para. 2',
      note: 'A note.',
      origins: ['TASS'],
      version: 1,
      source: {
        url: 'https://example.org/a',
        publishedOn: '2024-08-19',
        publisher: { name: 'TASS', reliability: 'F' },
        reliesOn: [],
      },
    });
    expect(await getClaim(ledger.actors.viewer, id)).toMatchObject({
      sources: 3,
      supports: 1,
      refutes: 1,
      mentions: 1,
      conflicting: true,
      independentOrigins: 2,
    });
  });

  test('the same page under another spelling of its address is refused at the source', async () => {
    const id = await makeClaim(ledger);
    await attach(id, 'https://example.org/twice');
    const refused = await refusal(
      attach(id, 'http://www.example.org/twice/?utm_source=x', { stance: 'refutes' }),
    );
    expect(refused.code).toBe('duplicate');
    expect(refused.fields['source']).toContain('Supports');
    expect(await listEvidence(ledger.actors.viewer, id)).toHaveLength(1);
  });

  test('ten different sources at once are all counted; one form sent ten times is one', async () => {
    const id = await makeClaim(ledger);
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        attach(id, `https://example.org/many/${n}`, { publisher: `Outlet ${n}` }),
      ),
    );
    expect(await getClaim(ledger.actors.viewer, id)).toMatchObject({
      sources: 10,
      supports: 10,
      independentOrigins: 10,
    });
    const form = attachForm(id, 'https://example.org/once', { publisher: 'Once' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => attachEvidence(ledger.actors.researcher, form)),
    );
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(await getClaim(ledger.actors.viewer, id)).toMatchObject({ sources: 11 });
  });

  test('a retold report has the origin it was written down with, or that of the document it goes back to', async () => {
    const id = await makeClaim(ledger);
    const origin = await attach(id, 'https://example.org/origin', { publisher: 'РИА Новости' });
    await attach(id, 'https://example.org/copy', { publisher: 'A blog' });
    await attach(id, 'https://example.org/hearsay', { publisher: 'Another blog' });
    const rows = await prisma().evidence.findMany({
      where: { claimId: id },
      include: { source: true },
      orderBy: { id: 'asc' },
    });
    const [first, copy, hearsay] = rows.map((row) => row.sourceId);
    if (first === undefined || copy === undefined || hearsay === undefined)
      throw new Error('three sources were attached');
    await transaction(systemActor, 'lineage', async (tx) => {
      await tx.reliance.create({ data: { sourceId: copy, originSourceId: first, kind: 'republishes' } });
      await tx.reliance.create({
        data: { sourceId: hearsay, originName: 'A lawyer in Moscow', kind: 'cites' },
      });
    });
    const evidence = await listEvidence(ledger.actors.viewer, id);
    const of = (source: number) => evidence.find((row) => row.source.id === source);
    expect(of(first)?.origins).toEqual(['РИА Новости']);
    expect(of(copy)?.origins).toEqual(['РИА Новости']);
    expect(of(copy)?.source.reliesOn).toEqual([{ name: 'РИА Новости', sourceId: first }]);
    expect(of(hearsay)?.origins).toEqual(['A lawyer in Moscow']);
    expect(of(hearsay)?.source.reliesOn).toEqual([{ name: 'A lawyer in Moscow', sourceId: null }]);
    expect(await getClaim(ledger.actors.viewer, id)).toMatchObject({ sources: 3, independentOrigins: 2 });
    expect(origin.id).toBeGreaterThan(0);
  });

  test('a claim or source that is gone is told', async () => {
    const id = await makeClaim(ledger);
    await deleteClaim(ledger.actors.editor, { id, version: 1, reason: 'test' });
    expect((await refusal(attach(id, 'https://example.org/late'))).code).toBe('conflict');
    expect((await refusal(attach(999_999, 'https://example.org/late'))).code).toBe('not_found');
    expect(await prisma().source.count({ where: { url: 'https://example.org/late' } })).toBe(0);
    const live = await makeClaim(ledger);
    const refused = await refusal(attach(live, '', { source: { id: 999_999 } }));
    expect([refused.code, Object.keys(refused.fields)]).toEqual(['invalid', ['source']]);
  });
});

describe('changing', () => {
  test('an edit is a version with its reason; the same again writes nothing; an older screen loses', async () => {
    const claimId = await makeClaim(ledger);
    const { id } = await attach(claimId, 'https://example.org/edit');
    const { researcher } = ledger.actors;
    const form = {
      id,
      version: 1,
      stance: 'refutes' as const,
      credibility: 1,
      quote: 'No.',
      passage: null,
      translation: '',
      translationLanguage: null,
      place: '',
      note: '',
      reason: 'read it again',
    };
    expect(await editEvidence(researcher, form)).toEqual({ id, version: 2 });
    expect(await editEvidence(researcher, { ...form, version: 2 })).toEqual({ id, version: 2 });
    expect((await refusal(editEvidence(ledger.actors.editor, { ...form, note: 'late' }))).code).toBe(
      'conflict',
    );
    expect(await getClaim(researcher, claimId)).toMatchObject({ supports: 0, refutes: 1, version: 1 });
    expect((await eventsOf(claimId)).at(-1)).toMatchObject({
      version: 2,
      reason: 'read it again',
      changed: { stance: ['supports', 'refutes'] },
    });
  });

  test('of twenty racing edits exactly the accepted ones are versions', async () => {
    const { id } = await attach(await makeClaim(ledger), 'https://example.org/race');
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, async (_, n) => {
        const { version } = await prisma().evidence.findUniqueOrThrow({ where: { id } });
        const fields = {
          stance: 'supports' as const,
          credibility: 2,
          quote: `Edit ${n}`,
          passage: null,
          translation: '',
          translationLanguage: null,
          place: '',
          note: '',
        };
        return editEvidence(ledger.actors.researcher, { id, version, ...fields, reason: '' });
      }),
    );
    const accepted = results.filter((result) => result.status === 'fulfilled').length;
    expect(accepted).toBeGreaterThan(0);
    expect(await prisma().evidence.findUniqueOrThrow({ where: { id } })).toMatchObject({
      version: accepted + 1,
    });
    expect(await prisma().event.count({ where: { entity: 'evidence', entityId: id } })).toBe(accepted + 1);
  });

  test('removed evidence counts no more, stays in the history, and comes back unless its source did already', async () => {
    const claimId = await makeClaim(ledger);
    const { id } = await attach(claimId, 'https://example.org/removed');
    const { researcher } = ledger.actors;
    await removeEvidence(researcher, { id, version: 1, reason: 'it speaks of another visa' });
    expect(await listEvidence(researcher, claimId)).toEqual([]);
    expect(await getClaim(researcher, claimId)).toMatchObject({ sources: 0, independentOrigins: 0 });
    expect((await refusal(removeEvidence(researcher, { id, version: 2, reason: 'again' }))).code).toBe(
      'conflict',
    );
    await restoreEvidence(researcher, { id, version: 2, reason: 'it does not' });
    expect(await getClaim(researcher, claimId)).toMatchObject({ sources: 1, supports: 1 });
    await removeEvidence(researcher, { id, version: 3, reason: 'once more' });
    await attach(claimId, 'https://example.org/removed');
    expect((await refusal(restoreEvidence(researcher, { id, version: 4, reason: 'twice' }))).code).toBe(
      'duplicate',
    );
    await expect(prisma().evidence.delete({ where: { id } })).rejects.toThrow();
  });
});
