import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { z } from 'zod';
import { logClaim } from '#lib/claims/mutations.ts';
import { editClaimInput, logClaimInput } from '#lib/claims/schema.ts';
import { type Actor, asActor, ROLES, type Role, systemActor } from '#lib/core/actor.ts';
import { Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { AppError, type ErrorCode, type FieldErrors } from '#lib/core/errors.ts';

/** A small programme with one person of each role, in an empty database. */
export type Ledger = {
  programmeId: number;
  topics: { visa: number; decree: number };
  facts: { entries: number; applications: number };
  actors: Record<Role, Actor>;
};

export async function makeLedger(): Promise<Ledger> {
  return transaction(systemActor, 'set up', async (tx) => {
    const programme = await tx.programme.create({ data: { slug: 'decree-702', name: 'Decree No. 702' } });
    const topic = (slug: string) =>
      tx.topic.create({ data: { slug, name: slug, programmeId: programme.id } });
    const visa = await topic('visa');
    const decree = await topic('decree');
    const entries = await tx.fact.create({
      data: {
        programmeId: programme.id,
        slug: 'visa.entries',
        question: 'How many entries?',
        type: 'option',
        options: ['single', 'multiple'],
      },
    });
    const applications = await tx.fact.create({
      data: {
        programmeId: programme.id,
        slug: 'stats.applications',
        question: 'How many applications?',
        type: 'number',
        series: true,
      },
    });
    const actors: Partial<Record<Role, Actor>> = {};
    for (const role of ROLES) actors[role] = await makePerson(tx, role);
    const { viewer, researcher, editor, admin } = actors;
    if (!viewer || !researcher || !editor || !admin) throw new Error('a role without a person');
    return {
      programmeId: programme.id,
      topics: { visa: visa.id, decree: decree.id },
      facts: { entries: entries.id, applications: applications.id },
      actors: { viewer, researcher, editor, admin },
    };
  });
}

async function makePerson(tx: Prisma.TransactionClient, role: Role): Promise<Actor> {
  const row = await tx.user.create({
    data: { email: `${role}@example.org`, name: `The ${role}`, role, passwordHash: 'none' },
  });
  return asActor({ id: row.id, name: row.name, role, sessionId: null });
}

type LogInput = z.input<typeof logClaimInput>;

/** What the form sends for a plain claim, with changes. */
export function claimForm(ledger: Ledger, changes: Partial<LogInput> = {}): z.output<typeof logClaimInput> {
  return logClaimInput.parse({
    statement: 'The entry visa is a single-entry visa.',
    originalWording: '',
    language: 'en',
    claimant: null,
    claimedOn: '',
    topicId: ledger.topics.visa,
    tags: [],
    priority: 'normal',
    assigneeId: null,
    value: null,
    source: null,
    idempotencyKey: randomUUID(),
    ...changes,
  });
}

type EditInput = z.input<typeof editClaimInput>;

/** What the edit form sends for that claim, with changes. */
export function editForm(
  ledger: Ledger,
  id: number,
  version: number,
  changes: Partial<EditInput> = {},
): z.output<typeof editClaimInput> {
  const { source: _, idempotencyKey: __, ...fields } = claimForm(ledger);
  return editClaimInput.parse({
    ...fields,
    claimedOn: fields.claimedOn ?? '',
    id,
    version,
    reason: '',
    ...changes,
  });
}

export async function makeClaim(ledger: Ledger, changes: Partial<LogInput> = {}): Promise<number> {
  return (await logClaim(ledger.actors.researcher, claimForm(ledger, changes))).id;
}

/** A source as the form describes a new one, with evidence around it. */
export function sourceForm(
  url: string,
  changes: Partial<NonNullable<LogInput['source']>> = {},
): NonNullable<LogInput['source']> {
  return {
    source: {
      create: {
        url,
        title: `Page at ${url}`,
        titleExact: true,
        publisher: 'TASS',
        kind: 'newswire',
        language: 'en',
        publishedOn: '2024-08-19',
      },
    },
    stance: 'supports',
    credibility: 2,
    quote: '',
    place: '',
    note: '',
    ...changes,
  };
}

export function claimRowOf(id: number) {
  return prisma().claim.findUniqueOrThrow({ where: { id }, include: { value: true, evidence: true } });
}

type EventRow = {
  entity: string;
  action: string;
  version: number;
  actor: string;
  reason: string;
  changed: Record<string, [unknown, unknown]>;
};

/** The claim's events, oldest first. */
export function eventsOf(claimId: number): Promise<EventRow[]> {
  return query<EventRow>(Prisma.sql`
    SELECT entity, action, version, actor, reason, changed FROM event WHERE claim_id = ${claimId} ORDER BY id`);
}

/** The expected error of something that is refused. */
export async function refusal(
  work: Promise<unknown>,
): Promise<{ code: ErrorCode; message: string; fields: FieldErrors }> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  if (!(error instanceof AppError)) throw error;
  return { code: error.code, message: error.message, fields: error.fields };
}
