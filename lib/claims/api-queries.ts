import type { Actor } from '#lib/core/actor.ts';
import { fromReadReplica, Prisma } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { listEvidence } from '#lib/evidence/queries.ts';
import type { EvidenceRow } from '#lib/evidence/schema.ts';
import type { ClaimValue } from '#lib/facts/schema.ts';
import { getClaim } from './detail-queries.ts';
import { exportClaims } from './export-queries.ts';
import { claimFacets } from './facet-queries.ts';
import { claimList } from './filter.ts';
import { demandClaim } from './policy.ts';
import { CLAIM_ROW, listClaims, scopeClaimFilter } from './queries.ts';
import type { ClaimDetail, ClaimRow, Facets } from './schema.ts';

// The shapes of docs/api.md. They are written out here, so that a change of the interface's rows does not change them unseen.

type ApiSource = {
  id: number;
  title: string;
  url: string | null;
  kind: string;
  publisher: string | null;
  publishedOn: string | null;
  stance: string;
};

/** A claim in a list. Times are ISO 8601 UTC, dates EDTF. */
type ApiClaim = Omit<ClaimRow, 'sources' | 'value'> & {
  link: string;
  value: ApiValue | null;
  sourceCount: number;
};
type ApiValue = Omit<ClaimValue, 'fact'> & { fact: { slug: string; question: string; type: string } };

export type ApiClaimPage = {
  total: number;
  /** Where the page begins in the list, from 1; 0 where the list is empty. */
  position: number;
  /** Addresses of neighbouring pages; null where there is none. */
  next: string | null;
  previous: string | null;
  last: string | null;
  claims: (ApiClaim & { sources: ApiSource[] })[];
  facets?: Facets;
};

export type ApiClaimDetail = ApiClaim &
  Pick<ClaimDetail, 'programme' | 'originalWording' | 'rationale' | 'createdBy' | 'deleted'> & {
    evidence: EvidenceRow[];
  };

function apiValue(value: ClaimValue | null): ApiValue | null {
  if (value === null) return null;
  const { state, canonical, qualifier, unit, measure, asOf, validFrom, validTo } = value;
  const { slug, question, type } = value.fact;
  return {
    fact: { slug, question, type },
    state,
    canonical,
    qualifier,
    unit,
    measure,
    asOf,
    validFrom,
    validTo,
  };
}

function apiClaim(row: ClaimRow, origin: string): ApiClaim {
  return {
    id: row.id,
    link: `${origin}/claims/${row.id}`,
    statement: row.statement,
    status: row.status,
    topic: row.topic,
    claimant: row.claimant,
    claimedOn: row.claimedOn,
    language: row.language,
    tags: row.tags,
    priority: row.priority,
    assignee: row.assignee,
    value: apiValue(row.value),
    sourceCount: row.sources,
    independentOrigins: row.independentOrigins,
    supports: row.supports,
    refutes: row.refutes,
    mentions: row.mentions,
    conflicting: row.conflicting,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    version: row.version,
  };
}

/** A claim's row with its live sources, in the order in which they were attached. */
const ROW_WITH_SOURCES = Prisma.sql`${CLAIM_ROW},
  (SELECT coalesce(json_agg(json_build_object('id', s.id, 'title', s.title, 'url', s.url, 'kind', s.kind, 'publisher', p.name,
       'publishedOn', s.published_on, 'stance', e.stance) ORDER BY e.id), '[]')
   FROM evidence e JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL LEFT JOIN publisher p ON p.id = s.publisher_id
   WHERE e.claim_id = c.id AND e.deleted_at IS NULL) AS attached`;

/**
 * One page of claims with their sources, for a program: the interface's own parameters, and `facets=1` for the counts behind each
 * filter. Throws `invalid` for a parameter that is none, or whose value is none.
 */
export function readClaims(
  actor: Actor,
  params: URLSearchParams,
  address: { path: string; origin: string },
): Promise<ApiClaimPage> {
  return fromReadReplica(() => claimPage(actor, params, address));
}

async function claimPage(
  actor: Actor,
  params: URLSearchParams,
  { path, origin }: { path: string; origin: string },
): Promise<ApiClaimPage> {
  demandClaim(actor, 'read');
  const rest = new URLSearchParams(params);
  const wanted = rest.getAll('facets');
  rest.delete('facets');
  const { problems, ...scoped } = await scopeClaimFilter(actor, rest);
  if (wanted.some((value) => value !== '1'))
    problems.push({ key: 'facets', value: '', message: '1 is expected' });
  if (problems.length) {
    throw new AppError(
      'invalid',
      problems.map(({ key, message }) => `${key}: ${message}`).join('; '),
      Object.fromEntries(problems.map(({ key, message }) => [key, message])),
    );
  }
  const [page, facets] = await Promise.all([
    listClaims<ClaimRow & { attached: ApiSource[] }>(actor, scoped, ROW_WITH_SOURCES),
    wanted.length ? claimFacets(actor, scoped) : undefined,
  ]);
  const link = (after: string | null) => {
    if (after === null) return null;
    const query = claimList.pageQuery(scoped.filter, after);
    return `${origin}${path}${query}${wanted.length ? '&facets=1' : ''}`;
  };
  return {
    total: page.total,
    position: page.links.position,
    next: link(page.links.next),
    previous: link(page.links.previous),
    last: link(page.links.last),
    claims: page.rows.map((row) => ({ ...apiClaim(row, origin), sources: row.attached })),
    ...(facets && { facets }),
  };
}

/** A claim whole, with its evidence and each document's origins; deleted ones too. Throws `not_found`. */
export function readClaim(actor: Actor, id: string, origin: string): Promise<ApiClaimDetail> {
  demandClaim(actor, 'read');
  if (!/^[1-9]\d{0,8}$/.test(id)) throw new AppError('not_found', 'There is no such claim.');
  return fromReadReplica(async () => {
    const [claim, evidence] = await Promise.all([
      getClaim(actor, Number(id)),
      listEvidence(actor, Number(id)),
    ]);
    const { programme, originalWording, rationale, createdBy, deleted } = claim;
    return {
      ...apiClaim(claim, origin),
      programme,
      originalWording,
      rationale,
      createdBy,
      deleted,
      evidence,
    };
  });
}

/** The interface's own exports, for a program. */
export function readExport(...asked: Parameters<typeof exportClaims>): ReturnType<typeof exportClaims> {
  return fromReadReplica(() => exportClaims(...asked));
}
