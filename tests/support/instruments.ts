import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { recordAmendment } from '#lib/instruments/amendment-mutations.ts';
import { addArticle } from '#lib/instruments/article-mutations.ts';
import { addDependence } from '#lib/instruments/dependence-mutations.ts';
import { addInstrument } from '#lib/instruments/mutations.ts';
import {
  addArticleInput,
  addDependenceInput,
  addInstrumentInput,
  recordAmendmentInput,
} from '#lib/instruments/schema.ts';

type ActInput = z.input<typeof addInstrumentInput>;

/** What the form sends for a plain act, with changes. */
export function actForm(changes: Partial<ActInput> = {}): z.output<typeof addInstrumentInput> {
  return addInstrumentInput.parse({
    kind: 'decree',
    number: '702',
    issuer: 'President of the Russian Federation',
    title: 'Об оказании гуманитарной поддержки',
    language: 'ru',
    titleEnglish: '',
    adoptedOn: '2024-08-19',
    publishedOn: '',
    inForceFrom: '',
    inForceTo: '',
    sourceIds: [],
    note: '',
    idempotencyKey: randomUUID(),
    ...changes,
  });
}

/** An act with two articles. */
export async function makeAct(actor: Actor, changes: Partial<ActInput> = {}) {
  const { id } = await addInstrument(actor, actForm(changes));
  const article = async (place: string) =>
    (
      await addArticle(
        actor,
        addArticleInput.parse({ instrumentId: id, place, subject: '', idempotencyKey: randomUUID() }),
      )
    ).id;
  return { id, first: await article('paragraph 1'), fourth: await article('paragraph 4') };
}

export function depend(
  actor: Actor,
  input: Pick<z.input<typeof addDependenceInput>, 'claimId' | 'instrumentId' | 'articleId'> &
    Partial<z.input<typeof addDependenceInput>>,
) {
  return addDependence(actor, addDependenceInput.parse({ part: 'claim', note: '', ...input }));
}

export function amend(
  actor: Actor,
  instrumentId: number,
  changes: Partial<z.input<typeof recordAmendmentInput>> = {},
) {
  return recordAmendment(
    actor,
    recordAmendmentInput.parse({
      instrumentId,
      amendedById: null,
      touchesAll: false,
      touchedArticleIds: [],
      inForceFrom: '2025-11-05',
      inForceTo: '',
      sourceIds: [],
      note: 'A later decree changed it',
      idempotencyKey: randomUUID(),
      ...changes,
    }),
  );
}
