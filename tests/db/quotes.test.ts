import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { bulkChange, changeSelected } from '#lib/claims/bulk-mutations.ts';
import { getClaim } from '#lib/claims/detail-queries.ts';
import { exportClaims } from '#lib/claims/export-queries.ts';
import { claimFacets } from '#lib/claims/facet-queries.ts';
import { changeStatus, editClaim, revertClaim } from '#lib/claims/mutations.ts';
import { listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { undoBulkChange } from '#lib/claims/undo-mutations.ts';
import { prisma } from '#lib/core/db.ts';
import { attachEvidence, editEvidence, quotePassage } from '#lib/evidence/mutations.ts';
import { listEvidence, listQuotable } from '#lib/evidence/queries.ts';
import { attachEvidenceInput, editEvidenceInput } from '#lib/evidence/schema.ts';
import { compareQuotes } from '#lib/quotes/mutations.ts';
import { lookForQuote, quotesInSnapshot, quotesLost } from '#lib/quotes/queries.ts';
import { findSnapshot, goodCopyBefore } from '#lib/snapshots/queries.ts';
import { addSource } from '#lib/sources/mutations.ts';
import { addSourceInput } from '#lib/sources/schema.ts';
import { ownDatabase } from '../support/database.ts';
import { editForm, eventsOf, type Ledger, makeClaim, makeLedger, refusal } from '../support/ledger.ts';
import { makeSnapshot } from '../support/snapshots.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const PAGE =
  'Указ № 702 подписан.\n\nВиза выдаётся на срок до трёх месяцев без учёта квоты и без экзамена.\n\nКонец.';
const QUOTE = 'на срок до трёх месяцев без учёта квоты';
const NEWER = PAGE.replace('без учёта квоты', 'с учётом квоты');

async function makeSource(): Promise<number> {
  const form = {
    title: 'A page',
    titleExact: true,
    publisher: '',
    kind: 'official',
    language: 'ru',
    publishedOn: '',
  };
  const url = `https://example.org/${randomUUID()}`;
  const input = addSourceInput.parse({ url, ...form, idempotencyKey: randomUUID() });
  return (await addSource(ledger.actors.researcher, input)).id;
}

async function attach(claimId: number, sourceId: number, changes: Record<string, unknown> = {}) {
  const form = { stance: 'supports', credibility: 1, quote: QUOTE, place: '', note: '', ...changes };
  const input = attachEvidenceInput.parse({
    claimId,
    source: { id: sourceId },
    ...form,
    idempotencyKey: randomUUID(),
  });
  return (await attachEvidence(ledger.actors.researcher, input)).id;
}

async function quoteOf(claimId: number) {
  const [row] = await listEvidence(ledger.actors.viewer, claimId);
  return row?.match ?? null;
}

async function arrive(sourceId: number, text: string, outcome?: 'dead') {
  const id = await makeSnapshot(ledger, sourceId, text, outcome);
  await compareQuotes(ledger.actors.researcher, id);
  return id;
}

describe('a quote and the snapshots of its source', () => {
  test('that was in one copy and is missing in the next is named between the two', async () => {
    const sourceId = await makeSource();
    const lost = await attach(await makeClaim(ledger), sourceId);
    const kept = await attach(await makeClaim(ledger), sourceId, { quote: 'Указ № 702 подписан.' });
    const first = await arrive(sourceId, PAGE);
    const second = await arrive(sourceId, 'Указ № 702 подписан.\n\nСтраница обновляется.');
    const between = async (before: number, after: number) =>
      (await quotesLost(ledger.actors.viewer, before, after)).map(({ evidenceId }) => evidenceId);
    expect(await between(first, second)).toEqual([lost]);
    expect(await between(second, first)).toEqual([]);
    expect(kept).not.toBe(lost);
    const copy = await findSnapshot(ledger.actors.viewer, second);
    if (copy === null) throw new Error('no copy');
    expect(await goodCopyBefore(ledger.actors.viewer, copy)).toMatchObject({ id: first });
    await arrive(sourceId, 'Gone.', 'dead');
    const third = await findSnapshot(ledger.actors.viewer, await arrive(sourceId, PAGE));
    if (third === null) throw new Error('no copy');
    expect(await goodCopyBefore(ledger.actors.viewer, third)).toMatchObject({ id: second });
  });

  test('is compared with each that comes; the latest counts, and twice is as good as once', async () => {
    const claimId = await makeClaim(ledger);
    const sourceId = await makeSource();
    await attach(claimId, sourceId);
    expect(await quoteOf(claimId)).toBeNull();
    const first = await arrive(sourceId, PAGE);
    expect(await quoteOf(claimId)).toMatchObject({ snapshotId: first, outcome: 'exact', score: 1 });
    const second = await arrive(sourceId, NEWER);
    expect(await quoteOf(claimId)).toMatchObject({ snapshotId: second, outcome: 'fuzzy' });
    await compareQuotes(ledger.actors.researcher, first);
    expect(await quoteOf(claimId)).toMatchObject({ snapshotId: second, outcome: 'fuzzy' });
    const third = await arrive(sourceId, 'Страница удалена по просьбе редакции, приносим извинения.');
    expect(await quoteOf(claimId)).toMatchObject({ snapshotId: third, outcome: 'missing', start: null });
    const fourth = await arrive(sourceId, 'Not here', 'dead');
    expect(await quoteOf(claimId)).toMatchObject({ snapshotId: fourth, outcome: 'bad_capture' });
    expect(await quotesInSnapshot(ledger.actors.viewer, first)).toMatchObject([
      { claimId, outcome: 'exact' },
    ]);
    expect(await prisma().quoteMatch.count({ where: { latest: true, evidence: { claimId } } })).toBe(1);
  });

  test('that is typed when the page is captured already has its place at once', async () => {
    const claimId = await makeClaim(ledger);
    const sourceId = await makeSource();
    const snapshotId = await arrive(sourceId, PAGE);
    const id = await attach(claimId, sourceId, {
      quote: 'срок до трех месяцев',
      translation: 'up to three months',
      translationLanguage: 'en',
    });
    const start = PAGE.indexOf('срок до');
    expect(await prisma().evidence.findUnique({ where: { id } })).toMatchObject({
      quote: 'срок до трех месяцев',
      quotePrefix: PAGE.slice(Math.max(start - 40, 0), start),
      quoteStart: start,
      quoteEnd: start + 'срок до трёх месяцев'.length,
      quoteSnapshotId: snapshotId,
      translation: 'up to three months',
    });
    expect(await quoteOf(claimId)).toMatchObject({ outcome: 'exact', start });
  });

  test('quoted by itself leaves all else as it was; not by a viewer, not over a newer version', async () => {
    const claimId = await makeClaim(ledger);
    const sourceId = await makeSource();
    const id = await attach(claimId, sourceId, { quote: '', note: 'A note.', place: 'p. 1' });
    const snapshotId = await arrive(sourceId, PAGE);
    const start = PAGE.indexOf(QUOTE);
    const input = { id, version: 1, passage: { snapshotId, start, end: start + QUOTE.length } };
    expect((await refusal(quotePassage(ledger.actors.viewer, input))).code).toBe('forbidden');
    await quotePassage(ledger.actors.researcher, input);
    const [row] = await listEvidence(ledger.actors.viewer, claimId);
    expect(row).toMatchObject({
      version: 2,
      quote: QUOTE,
      note: 'A note.',
      place: 'p. 1',
      stance: 'supports',
    });
    expect(row?.match).toMatchObject({ snapshotId, outcome: 'exact', start, end: start + QUOTE.length });
    expect(await listQuotable(ledger.actors.viewer, sourceId)).toMatchObject([
      { id, version: 2, claimId, quote: QUOTE },
    ]);
    expect((await refusal(quotePassage(ledger.actors.researcher, input))).code).toBe('conflict');
  });

  test('taken from a passage is the words that stand there', async () => {
    const claimId = await makeClaim(ledger);
    const sourceId = await makeSource();
    const snapshotId = await arrive(sourceId, PAGE);
    const id = await attach(claimId, sourceId, { quote: '' });
    const start = PAGE.indexOf('Виза');
    const passage = { snapshotId, start, end: start + 'Виза выдаётся '.length };
    const form = { stance: 'supports', credibility: 1, quote: 'not these', place: '', note: '', reason: '' };
    await editEvidence(
      ledger.actors.researcher,
      editEvidenceInput.parse({ id, version: 1, ...form, passage }),
    );
    const [row] = await listEvidence(ledger.actors.viewer, claimId);
    expect(row).toMatchObject({ quote: 'Виза выдаётся', match: { outcome: 'exact', start }, version: 2 });
    expect((await eventsOf(claimId)).at(-1)?.changed).toMatchObject({
      quote: ['', 'Виза выдаётся'],
      quote_start: [null, start],
    });
    const elsewhere = { ...passage, snapshotId: await arrive(await makeSource(), PAGE) };
    const foreign = editEvidenceInput.parse({ id, version: 2, ...form, passage: elsewhere });
    expect((await refusal(editEvidence(ledger.actors.researcher, foreign))).message).toBe(
      'The passage is not from a snapshot of this source.',
    );
  });

  test('is looked for while it is typed', async () => {
    const sourceId = await makeSource();
    const look = (quote: string) => lookForQuote(ledger.actors.viewer, { sourceId, quote });
    expect(await look(QUOTE)).toBeNull();
    await arrive(sourceId, PAGE);
    expect(await look(QUOTE)).toMatchObject({ found: { outcome: 'exact' } });
    expect(await look('совсем другие слова, которых там нет')).toMatchObject({
      found: { outcome: 'missing' },
    });
  });
});

describe('a verdict', () => {
  async function claimOn(text: string) {
    const claimId = await makeClaim(ledger);
    const sourceId = await makeSource();
    await attach(claimId, sourceId);
    await arrive(sourceId, text);
    return claimId;
  }
  const verdict = (id: number, status: 'true' | 'unsupported' | 'in_review') =>
    changeStatus(ledger.actors.researcher, { id, version: 1, status, rationale: 'Read it.' });

  test('does not rest on missing quotes alone', async () => {
    const id = await claimOn('Ничего подобного здесь нет и не было никогда.');
    const error = await refusal(verdict(id, 'true'));
    expect(error).toMatchObject({ code: 'invalid' });
    expect(error.fields['status']).toContain('missing from its page');
    const change = { field: 'status' as const, status: 'false' as const };
    const many = { selection: { ids: [id] }, change, reason: 'looked' };
    expect((await refusal(bulkChange(ledger.actors.editor, many))).message).toContain(`#${id}`);
    expect(await getClaim(ledger.actors.viewer, id)).toMatchObject({ status: 'unverified', version: 1 });
    expect(await verdict(id, 'unsupported')).toEqual({ id, version: 2 });
  });

  test('is not brought back with an earlier version, once its words are gone; the rest of the version is', async () => {
    const claimId = await makeClaim(ledger);
    const sourceId = await makeSource();
    await attach(claimId, sourceId);
    await arrive(sourceId, PAGE);
    await verdict(claimId, 'true');
    const open = { id: claimId, version: 2, status: 'in_review' as const, rationale: 'Again.' };
    await changeStatus(ledger.actors.researcher, open);
    await arrive(sourceId, 'Ничего подобного здесь нет и не было никогда.');
    const edit = editForm(ledger, claimId, 3, { statement: 'Another sentence.' });
    await editClaim(ledger.actors.researcher, edit);
    const back = await revertClaim(ledger.actors.researcher, { id: claimId, version: 4, to: 2, reason: '' });
    expect(back.left).toEqual([expect.stringContaining('missing quotes')]);
    expect(await getClaim(ledger.actors.viewer, claimId)).toMatchObject({
      status: 'in_review',
      rationale: 'Again.',
      statement: 'The entry visa is a single-entry visa.',
    });
  });

  test('is not brought back by undoing a bulk change, once its words are gone', async () => {
    const claimId = await makeClaim(ledger);
    const sourceId = await makeSource();
    await attach(claimId, sourceId);
    await arrive(sourceId, PAGE);
    await verdict(claimId, 'true');
    const other = await makeClaim(ledger);
    const { act } = await changeSelected(ledger.actors.editor, {
      selection: { ids: [claimId, other] },
      change: { field: 'status', status: 'in_review' },
      reason: 'looked again',
    });
    await arrive(sourceId, 'Ничего подобного здесь нет и не было никогда.');
    const error = await refusal(undoBulkChange(ledger.actors.editor, { act: act ?? '0', reason: '' }));
    expect(error.message).toBe(
      `1 claim rests on quotes alone that are missing from their pages: #${claimId}. Nothing was undone.`,
    );
    for (const id of [claimId, other])
      expect(await getClaim(ledger.actors.viewer, id)).toMatchObject({ status: 'in_review' });
  });

  test('rests on what is found, nearly found, or was never looked for', async () => {
    await expect(verdict(await claimOn(PAGE), 'true')).resolves.toMatchObject({ version: 2 });
    await expect(verdict(await claimOn(NEWER), 'true')).resolves.toMatchObject({ version: 2 });
    const id = await claimOn('Ничего подобного здесь нет и не было никогда.');
    await attach(id, await makeSource(), { stance: 'refutes' });
    await expect(verdict(id, 'true')).resolves.toMatchObject({ version: 2 });
  });
});

test('the outcome filters the claims, is counted, and is exported', async () => {
  const { viewer } = ledger.actors;
  const scoped = await scopeClaimFilter(viewer, new URLSearchParams('quote=missing'));
  const { rows } = await listClaims(viewer, scoped);
  expect(rows.length).toBeGreaterThan(0);
  for (const { id } of rows) expect(await quoteOf(id)).toMatchObject({ outcome: 'missing' });
  const { quote } = await claimFacets(viewer, scoped);
  expect(quote.find(({ value }) => value === 'missing')?.count).toBe(rows.length);
  const file = async (what: 'evidence.csv' | 'claims.json') =>
    new Response(
      (await exportClaims(viewer, what, new URLSearchParams('quote=exact'), 'https://x.example')).body,
    ).text();
  expect(await file('evidence.csv')).toContain('"exact","1.00"');
  const { claims } = JSON.parse(await file('claims.json'));
  expect(claims.flatMap((claim: { evidence: unknown[] }) => claim.evidence)).toContainEqual(
    expect.objectContaining({
      quoteOutcome: 'exact',
      selectors: [
        expect.objectContaining({ type: 'TextQuoteSelector', exact: 'Виза выдаётся' }),
        expect.objectContaining({ type: 'TextPositionSelector', start: PAGE.indexOf('Виза') }),
      ],
    }),
  );
});
