import { beforeAll, describe, expect, test } from 'vitest';
import { prisma } from '#lib/core/db.ts';
import { removeArticle, writeText } from '#lib/instruments/article-mutations.ts';
import { removeDependence } from '#lib/instruments/dependence-mutations.ts';
import {
  addInstrument,
  deleteInstrument,
  editInstrument,
  restoreInstrument,
} from '#lib/instruments/mutations.ts';
import { findInstrument, getInstrument, listDependences, listInstruments } from '#lib/instruments/queries.ts';
import { editInstrumentInput, writeTextInput } from '#lib/instruments/schema.ts';
import { ownDatabase } from '../support/database.ts';
import { actForm, amend, depend, makeAct } from '../support/instruments.ts';
import { type Ledger, makeClaim, makeLedger, refusal } from '../support/ledger.ts';

ownDatabase();

let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

let number = 700;
/** An act, and claims that depend on its first article, its fourth, and all of it. */
async function scene() {
  number += 1;
  const actor = ledger.actors.researcher;
  const act = await makeAct(actor, { number: String(number) });
  const claims = {
    first: await makeClaim(ledger),
    fourth: await makeClaim(ledger),
    whole: await makeClaim(ledger),
  };
  const on = (claimId: number, articleId: number | null) =>
    depend(actor, { claimId, instrumentId: act.id, articleId });
  await on(claims.first, act.first);
  await on(claims.fourth, act.fourth);
  await on(claims.whole, null);
  return { actor, act, claims };
}

async function dependenceOf(claimId: number) {
  const [row] = await listDependences(ledger.actors.viewer, claimId);
  if (!row) throw new Error('the claim depends on nothing');
  return row;
}

describe('an act', () => {
  test('is recorded once, in whatever spelling', async () => {
    const form = actForm({ number: '2560-р', kind: 'order' });
    const { id } = await addInstrument(ledger.actors.researcher, form);
    expect(await addInstrument(ledger.actors.researcher, form)).toEqual({ id });
    const again = actForm({ number: '2560-R', kind: 'order' });
    expect(await refusal(addInstrument(ledger.actors.researcher, again))).toMatchObject({
      code: 'duplicate',
      fields: { number: expect.stringContaining(`act ${id}`) },
    });
    expect(await refusal(addInstrument(ledger.actors.viewer, actForm({ number: '9' })))).toMatchObject({
      code: 'forbidden',
    });
  });

  test('keeps what two people write on one version apart', async () => {
    const { act } = await scene();
    const {
      inForceFrom: _,
      inForceTo: __,
      sourceIds: ___,
      note: ____,
      idempotencyKey: _____,
      ...fields
    } = actForm();
    const edit = (version: number, titleEnglish: string) =>
      editInstrument(
        ledger.actors.researcher,
        editInstrumentInput.parse({
          ...fields,
          number: String(number),
          adoptedOn: '2024-08-19',
          publishedOn: '',
          id: act.id,
          version,
          titleEnglish,
          reason: '',
        }),
      );
    expect(await edit(1, 'On support')).toEqual({ id: act.id, version: 2 });
    expect(await edit(2, 'On support')).toEqual({ id: act.id, version: 2 });
    expect(await refusal(edit(1, 'On humanitarian support'))).toMatchObject({ code: 'conflict' });
    expect((await listInstruments(ledger.actors.viewer)).find((row) => row.id === act.id)).toMatchObject({
      titleEnglish: 'On support',
    });
  });

  test('and its articles go only when nothing depends on them, by an editor, and come back', async () => {
    const { actor, act, claims } = await scene();
    const { editor } = ledger.actors;
    const at = { id: act.id, version: 1, reason: 'Recorded twice' };
    expect(await refusal(deleteInstrument(actor, at))).toMatchObject({ code: 'forbidden' });
    expect(await refusal(deleteInstrument(editor, at))).toMatchObject({ code: 'invalid' });
    const gone = { id: act.first, version: 1, reason: 'No such paragraph' };
    expect(await refusal(removeArticle(editor, gone))).toMatchObject({ code: 'invalid' });
    for (const claim of Object.values(claims)) {
      const { id, version } = await dependenceOf(claim);
      await removeDependence(actor, { id, version, reason: 'Wrong act' });
    }
    await removeArticle(editor, gone);
    await deleteInstrument(editor, at);
    expect((await listInstruments(actor)).map((row) => row.id)).not.toContain(act.id);
    expect(await findInstrument(actor, String(act.id))).toMatchObject({
      deleted: { by: 'The editor', reason: 'Recorded twice' },
    });
    await restoreInstrument(editor, { ...at, version: 2 });
    expect((await listInstruments(actor)).map((row) => row.id)).toContain(act.id);
    expect(await findInstrument(actor, 'no-number')).toBeNull();
  });

  test('has a text for each version of an article, with its translation', async () => {
    const { actor, act } = await scene();
    const { versionList } = await getInstrument(actor, act.id);
    const write = (instrumentVersionId: number, version: number | null, text: string) =>
      writeText(
        actor,
        writeTextInput.parse({
          articleId: act.fourth,
          instrumentVersionId,
          version,
          text,
          language: 'ru',
          translation: 'Single-entry visas',
          reason: '',
        }),
      );
    const first = versionList[0]?.id ?? 0;
    await write(first, null, 'Однократные визы');
    expect(await refusal(write(first, null, 'Визы'))).toMatchObject({ code: 'conflict' });
    expect(await write(first, 1, 'Однократные обыкновенные частные визы')).toMatchObject({ version: 2 });
    const { id } = await amend(actor, act.id, { touchedArticleIds: [act.fourth] });
    await write(id, null, 'Многократные визы');
    const { articleList } = await getInstrument(actor, act.id);
    expect(articleList.find((article) => article.id === act.fourth)?.texts).toMatchObject([
      { ordinal: 2, text: 'Многократные визы' },
      { ordinal: 1, text: 'Однократные обыкновенные частные визы', translation: 'Single-entry visas' },
    ]);
  });

  test('cannot be changed or removed behind the history', async () => {
    const { act } = await scene();
    await expect(prisma().$executeRaw`DELETE FROM instrument WHERE id = ${act.id}`).rejects.toThrow(
      'not allowed',
    );
    await expect(
      prisma().$executeRaw`UPDATE dependence SET note = 'forged' WHERE instrument_id = ${act.id}`,
    ).rejects.toThrow();
  });
});
