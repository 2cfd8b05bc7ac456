import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { attachEvidenceInput } from '#lib/evidence/schema.ts';
import { addSource } from '#lib/sources/mutations.ts';
import {
  addSourceInput,
  type EditSourceInput,
  editSourceInput,
  type SourceInput,
  sourceInput,
} from '#lib/sources/schema.ts';
import type { Ledger } from './ledger.ts';

const PLAIN: SourceInput = {
  url: '',
  title: 'A document',
  titleExact: true,
  publisher: '',
  kind: 'newspaper',
  language: '',
  publishedOn: '',
};

/** What the form sends for a plain document, with changes. */
export function sourceFields(changes: Partial<SourceInput> = {}): z.output<typeof sourceInput> {
  return sourceInput.parse({ ...PLAIN, ...changes });
}

/** What the form for a source on its own sends. */
export function addForm(
  changes: Partial<SourceInput> = {},
  idempotencyKey: string = randomUUID(),
): z.output<typeof addSourceInput> {
  return addSourceInput.parse({ ...PLAIN, ...changes, idempotencyKey });
}

export async function makeSource(ledger: Ledger, changes: Partial<SourceInput> = {}): Promise<number> {
  return (await addSource(ledger.actors.researcher, addForm(changes))).id;
}

/** What the edit form sends for that document, with changes. */
export function editSourceForm(
  id: number,
  version: number,
  changes: Partial<EditSourceInput> = {},
): z.output<typeof editSourceInput> {
  return editSourceInput.parse({ ...PLAIN, id, version, reason: '', ...changes });
}

/** What the form sends to put a known source under a claim. */
export function evidenceFor(claimId: number, sourceId: number): z.output<typeof attachEvidenceInput> {
  return attachEvidenceInput.parse({
    claimId,
    source: { id: sourceId },
    stance: 'supports',
    credibility: 2,
    quote: '',
    place: '',
    note: '',
    idempotencyKey: randomUUID(),
  });
}
