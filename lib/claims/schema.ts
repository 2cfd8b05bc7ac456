import { z } from 'zod';
import { edtfText, languageTag, line, paragraphs, reason, requiredLine, rowId } from '#lib/core/input.ts';
import { firstSourceInput } from '#lib/evidence/schema.ts';
import { type ClaimValue, type FactOption, valueInput } from '#lib/facts/schema.ts';
import type { TaskKind } from '#lib/tasks/kind.ts';
import {
  CLAIM_STATUSES,
  type ClaimStatus,
  EXPORT_FILES,
  isVerdict,
  PRIORITIES,
  type Priority,
} from './vocabulary.ts';

/** An existing row by id, or a new one by name. */
const claimantChoice = z.union([
  z.strictObject({ id: rowId }),
  z.strictObject({ name: requiredLine(200, 'The claimant') }),
]);

const claimFields = {
  statement: requiredLine(1_000, 'The statement'),
  originalWording: paragraphs(10_000, 'The original wording'),
  language: languageTag.transform((value) => value ?? 'en'),
  claimant: claimantChoice.nullable(),
  claimedOn: edtfText,
  topicId: rowId,
  /** Names; unknown ones are created. */
  tags: z.array(requiredLine(60, 'A tag')).max(20, 'Twenty tags are the most.'),
  priority: z.enum(PRIORITIES),
  assigneeId: rowId.nullable(),
  value: valueInput.nullable(),
};

export const logClaimInput = z.strictObject({
  ...claimFields,
  source: firstSourceInput.nullable(),
  /** Made when the form opens; a second send with the same key answers with the claim of the first. */
  idempotencyKey: z.uuid(),
});
export type LogClaimInput = z.input<typeof logClaimInput>;

export const editClaimInput = z.strictObject({
  id: rowId,
  /** The version that was on the screen. */
  version: z.int().positive(),
  ...claimFields,
  reason: paragraphs(2_000, 'The reason'),
});
export type EditClaimInput = z.input<typeof editClaimInput>;

export const changeStatusInput = z
  .strictObject({
    id: rowId,
    version: z.int().positive(),
    status: z.enum(CLAIM_STATUSES),
    rationale: paragraphs(10_000, 'The rationale'),
  })
  .refine((input) => !isVerdict(input.status) || input.rationale !== '', {
    path: ['rationale'],
    error: 'A verdict needs its rationale: say what the evidence shows.',
  });

export const claimVersionInput = z.strictObject({ id: rowId, version: z.int().positive(), reason });

/** Bring back the claim as it was at version `to`. */
export const revertClaimInput = z.strictObject({
  id: rowId,
  version: z.int().positive(),
  to: z.int().positive(),
  reason: paragraphs(2_000, 'The reason'),
});

/** Ticked rows, or everything that a filter (its query string) matches but for some. */
export const claimSelection = z.union([
  z.strictObject({ ids: z.array(rowId).min(1, 'No claim is selected.').max(10_000) }),
  z.strictObject({
    query: z.string().max(8_000),
    except: z.array(rowId).max(10_000),
    expected: z.int().nonnegative(),
  }),
]);

export const bulkChangeInput = z.strictObject({
  selection: claimSelection,
  change: z.discriminatedUnion('field', [
    z.strictObject({ field: z.literal('status'), status: z.enum(CLAIM_STATUSES) }),
    z.strictObject({ field: z.literal('topic'), topicId: rowId }),
    z.strictObject({
      field: z.literal('tags'),
      add: z.array(requiredLine(60, 'A tag')).max(20),
      remove: z.array(rowId).max(20),
    }),
    z.strictObject({ field: z.literal('assignee'), assigneeId: rowId.nullable() }),
    z.strictObject({ field: z.literal('priority'), priority: z.enum(PRIORITIES) }),
  ]),
  reason,
});
export type BulkChangeInput = z.input<typeof bulkChangeInput>;

/** A change of more claims than one waits for. */
export const bulkChangeTask = { name: 'bulk-change', payload: bulkChangeInput } as const satisfies TaskKind;

/** Takes a bulk change back: `act` as its answer gave it. */
export const undoBulkInput = z.strictObject({
  act: z.string().regex(/^\d{1,18}$/),
  reason: paragraphs(2_000, 'The reason'),
});

export const undoBulkTask = { name: 'undo-bulk-change', payload: undoBulkInput } as const satisfies TaskKind;

/** `unchanged` had that value already; `act` is what undoing takes, null where nothing changed. */
export type BulkResult = { changed: number; unchanged: number; act: string | null };

/** `query` is the table's address. */
export const exportInput = z.strictObject({ what: z.enum(EXPORT_FILES), query: z.string().max(8_000) });
/** `origin` is the product's public address, for links. */
export const exportTask = {
  name: 'export-claims',
  payload: exportInput.extend({ origin: z.url() }),
} as const satisfies TaskKind;

/** It goes on in the background. */
export type StartedTask = { taskId: number };

/** A search among the values of a facet with more of them than the list shows. */
export const facetSearchInput = z.strictObject({
  address: z.string().max(8_000),
  facet: z.enum(['claimant', 'publisher', 'tag']),
  text: requiredLine(100, 'The name'),
});

export const claimIdInput = z.strictObject({ id: rowId });
export const claimAtVersionInput = z.strictObject({ id: rowId, version: z.int().positive() });

export const similarInput = z.strictObject({
  statement: line(1_000, 'The statement'),
  exceptId: rowId.nullable(),
});

/** A line of the claims table. Times are ISO 8601 UTC. */
export type ClaimRow = {
  id: number;
  statement: string;
  status: ClaimStatus;
  topic: { slug: string; name: string };
  claimant: { id: number; name: string } | null;
  claimedOn: string | null;
  language: string;
  tags: { slug: string; name: string }[];
  priority: Priority;
  assignee: { id: number; name: string } | null;
  value: ClaimValue | null;
  sources: number;
  independentOrigins: number;
  supports: number;
  refutes: number;
  mentions: number;
  conflicting: boolean;
  updatedAt: string;
  createdAt: string;
  version: number;
};

/** A claim whole, as its page and its form show it. */
export type ClaimDetail = ClaimRow & {
  programme: { slug: string; name: string };
  topicId: number;
  originalWording: string;
  rationale: string;
  createdBy: string | null;
  deleted: { at: string; by: string; reason: string } | null;
};

/** A claim that may say the same; similarity from 0 to 1 (trigrams of the folded text). */
export type SimilarClaim = { id: number; statement: string; status: ClaimStatus; similarity: number };

/** A value that a filter can take, with the number of claims that it would leave. `label` is null where the value names itself. */
export type FacetOption = { value: string; label: string | null; count: number };
export type FacetKey =
  | 'status'
  | 'topic'
  | 'claimant'
  | 'publisher'
  | 'kind'
  | 'fact'
  | 'tag'
  | 'language'
  | 'assignee'
  | 'priority'
  | 'sources'
  | 'quote';
export type Facets = Record<FacetKey, FacetOption[]>;

/** The names behind the ids and slugs that a filter holds. */
export type FilterNames = Partial<Record<FacetKey, Record<string, string>>>;

/** Where the programme stands: each number is a filter of the claims table. */
export type Tiles = {
  total: number;
  byStatus: Partial<Record<ClaimStatus, number>>;
  unsourced: number;
  oneOrigin: number;
  conflicting: number;
  mine: number;
  changed: number;
  /** Depend on an act that was amended since somebody looked. */
  stale: number;
};

/** What a form or a change of many claims can choose from. */
export type FormChoices = {
  /** `retired`: only shown where it is chosen already. */
  topics: { id: number; slug: string; name: string; retired: boolean }[];
  tags: { id: number; slug: string; name: string }[];
  facts: FactOption[];
  assignees: { id: number; name: string }[];
  /** BCP 47 tags in use, the most frequent first. */
  languages: string[];
};
