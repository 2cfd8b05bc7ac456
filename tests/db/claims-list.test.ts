import { beforeAll, describe, expect, test } from 'vitest';
import { claimFacets, claimTiles, searchFacet } from '#lib/claims/facet-queries.ts';
import { claimList } from '#lib/claims/filter.ts';
import { countClaims, listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import type { ClaimRow, FacetKey } from '#lib/claims/schema.ts';
import { CLAIM_STATUSES } from '#lib/claims/vocabulary.ts';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { encodePlace } from '#lib/core/keyset.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase('starter');

// One claim with an assignee and one without a claimant, so that both orders have something to put last.
beforeAll(async () => {
  await transaction(systemActor, 'a test', async (tx) => {
    const person = await tx.user.create({
      data: { email: 'anna@example.org', name: 'Anna', role: 'researcher', passwordHash: 'none' },
    });
    await tx.claim.updateMany({ where: { id: 1 }, data: { assigneeId: person.id, version: 2 } });
    await tx.claim.updateMany({ where: { id: 2 }, data: { claimantId: null, version: 2 } });
  });
});

async function list(address: string) {
  const { problems, ...scoped } = await scopeClaimFilter(systemActor, new URLSearchParams(address));
  return { problems, scoped, ...(await listClaims(systemActor, scoped)) };
}
const statements = (page: { rows: ClaimRow[] }) => page.rows.map((row) => row.statement).sort();

describe('the list', () => {
  test('holds every claim once, page by page, in every order, forward and back', async () => {
    for (const sort of [
      'claimed',
      '-claimed',
      '-updated',
      'statement',
      '-status',
      'topic',
      'claimant',
      '-claimant',
      '-sources',
      'origins',
      'assignee',
      '-priority',
      'created',
    ]) {
      const all = (await list(`?per=200&sort=${sort}`)).rows.map((row) => row.id);
      expect(new Set(all).size).toBe(59);
      const forward: number[] = [];
      let address: string | null = `?per=25&sort=${sort}`;
      while (address !== null) {
        const page: Awaited<ReturnType<typeof list>> = await list(address);
        expect(page).toMatchObject({ problems: [], total: 59, links: { position: forward.length + 1 } });
        forward.push(...page.rows.map((row) => row.id));
        address = page.links.next && `?per=25&sort=${sort}&after=${page.links.next}`;
      }
      expect(forward).toEqual(all);
      const backward: number[] = [];
      let last = (await list(`?per=25&sort=${sort}`)).links.last;
      while (last !== null) {
        const page: Awaited<ReturnType<typeof list>> = await list(`?per=25&sort=${sort}&after=${last}`);
        backward.unshift(...page.rows.map((row) => row.id));
        last = page.links.previous;
      }
      expect(backward).toEqual(all);
    }
  });

  test('sorts dates with the unknown ones last, both ways', async () => {
    for (const sort of ['claimed', '-claimed']) {
      const dates = (await list(`?per=200&sort=${sort}`)).rows.map((row) => row.claimedOn);
      const known = dates.filter((date) => date !== null);
      expect(dates.slice(0, known.length)).toEqual(known);
      expect(known.length).toBeLessThan(59);
    }
  });

  test('sorts names with the missing ones last, both ways', async () => {
    for (const sort of ['assignee', '-assignee', 'claimant', '-claimant']) {
      const key = sort.endsWith('assignee') ? 'assignee' : 'claimant';
      const names = (await list(`?per=200&sort=${sort}`)).rows.map((row) => row[key]?.name ?? null);
      const known = names.filter((name) => name !== null);
      expect(names.slice(0, known.length)).toEqual(known);
    }
  });

  test('does not take a place that somebody made up to the database', async () => {
    for (const [sort, key] of [
      ['claimed', '2024-02-31'],
      ['updated', 'yesterday'],
      ['status', 'wrong'],
      ['sources', '1e9'],
    ] as const) {
      const after = encodePlace({ sort, direction: 'next', border: { key, id: 1 }, offset: 1 });
      expect((await list(`?sort=${sort}&after=${after}`)).problems.map((problem) => problem.key)).toEqual([
        'after',
      ]);
    }
  });

  test('shows a value with its fact, and counts as they are', async () => {
    const { rows } = await list('?fact=visa.entries');
    expect(rows.map((row) => row.value?.canonical).sort()).toEqual(['multiple', 'single']);
    expect(
      rows.every(
        (row) => row.value?.fact.slug === 'visa.entries' && row.sources >= row.supports + row.refutes,
      ),
    ).toBe(true);
  });
});

describe('a filter', () => {
  test('by status and topic together narrows by both; values of one parameter widen', async () => {
    const both = await list('?status=false,misleading&topic=visa&per=200');
    expect(
      both.rows.every((row) => ['false', 'misleading'].includes(row.status) && row.topic.slug === 'visa'),
    ).toBe(true);
    expect(both.total).toBeGreaterThan((await list('?status=false&topic=visa')).total);
  });

  test('by a range of dates takes what may lie in it', async () => {
    const { rows } = await list('?from=2024-08-20&to=2024-08-31&per=200');
    const dates = rows.map((row) => row.claimedOn);
    expect(dates).toContain('2024-08');
    expect(dates).toContain('2024-08-31');
    expect(dates).not.toContain('2024-08-19');
    expect(dates).not.toContain(null);
  });

  test('with an unknown name tells it and leaves it out', async () => {
    const page = await list('?topic=visa,no-such&claimant=999999&tag=none-such');
    expect(page.problems.map((problem) => problem.key).sort()).toEqual(['claimant', 'tag', 'topic']);
    expect(page.total).toBe((await list('?topic=visa')).total);
  });

  test('cannot be broken by what is typed into it', async () => {
    for (const q of [
      "'",
      '"',
      '%',
      '_',
      '\\',
      "'; DROP TABLE claim; --",
      '((',
      '!&|',
      ':*',
      '*',
      '"\\%_"',
      '\u202E',
      'a'.repeat(256),
      '"unclosed',
      '𝔘𝔫𝔦',
      "O'Neil",
    ])
      expect((await list(`?q=${encodeURIComponent(q)}`)).total).toBeTypeOf('number');
    expect((await list('?q=%22100%25%22')).total).toBe(0);
  });
});

describe('a search', () => {
  test('finds a name in any script and spelling', async () => {
    const found = await Promise.all(
      ['Истра', 'Istra', 'Istria', 'истре', 'ИСТРА'].map((q) => list(`?q=${encodeURIComponent(q)}`)),
    );
    const [first, ...others] = found.map(statements);
    expect(first?.length).toBeGreaterThan(0);
    expect(first?.some((statement) => statement.includes('Istra'))).toBe(true);
    for (const other of others) expect(other).toEqual(first);
  });

  test('finds by stem, in English and in Russian, and forgives a slip', async () => {
    const visas = statements(await list('?q=visas&per=200'));
    expect(visas).toEqual(expect.arrayContaining(statements(await list('?q=visa&topic=visa&per=200'))));
    expect((await list(`?q=${encodeURIComponent('ценность')}`)).total).toBeGreaterThan(0);
    const settlements = statements(await list('?q=settlements&topic=settlement&per=200'));
    expect(settlements.length).toBeGreaterThan(0);
    expect(statements(await list('?q=setlements&per=200'))).toEqual(expect.arrayContaining(settlements));
    expect((await list('?q=Primakow')).total).toBeGreaterThan(0);
  });

  test('needs every word, takes a phrase as it stands, and puts the statement that says it first', async () => {
    const loose = await list('?q=single%20entry&per=200');
    const exact = await list('?q=%22single-entry%22&per=200');
    expect(exact.total).toBeGreaterThan(0);
    expect(exact.total).toBeLessThanOrEqual(loose.total);
    expect(loose.rows[0]?.statement).toMatch(/single-entry/);
    expect((await list('?q=%22entry%20single%22')).total).toBe(0);
    expect((await list('?q=the%20visa')).total).toBe((await list('?q=visa')).total);
    // Of fewer than three letters no index knows anything.
    const short = await list('?q=%22ee%22&per=200');
    expect(short.total).toBeGreaterThan(0);
    expect(short.total).toBeLessThan((await list('?q=%22e%22')).total);
    expect((await list('?q=%22ee%22%20%22single-entry%22')).total).toBeLessThanOrEqual(exact.total);
  });

  test('looks into claimants, rationales, titles, publishers and notes', async () => {
    for (const word of ['GlobexPath', 'Beslangurov', 'Ведомости', 'Vedomosti', 'Ridus'])
      expect([word, (await list(`?q=${encodeURIComponent(word)}`)).total > 0]).toEqual([word, true]);
  });
});

describe('facets', () => {
  test('tell what choosing a value would give, their own choice left out', async () => {
    for (const address of [
      '',
      '?status=false',
      '?topic=visa&status=true',
      '?q=village',
      '?publisher=1',
      '?kind=official&sources=many',
    ]) {
      const { scoped } = await list(address);
      const facets = await claimFacets(systemActor, scoped);
      for (const [key, options] of Object.entries(facets) as [FacetKey, (typeof facets)[FacetKey]][])
        for (const option of options.slice(0, 6)) {
          const chosen = claimList.parse(new URLSearchParams(`?${key}=${encodeURIComponent(option.value)}`))
            .filter[key];
          const { problems, ...target } = await scopeClaimFilter(
            systemActor,
            new URLSearchParams(claimList.narrowingQuery({ ...scoped.filter, [key]: chosen })),
          );
          expect([key, option, problems]).toEqual([
            key,
            { ...option, count: await countClaims(systemActor, target) },
            [],
          ]);
        }
    }
  });

  test('of many values are searched by name, the rest of the filter kept', async () => {
    const found = await searchFacet(systemActor, { address: '?topic=visa', facet: 'tag', text: 'ARTICLE' });
    const { scoped } = await list('?topic=visa');
    const { tag } = await claimFacets(systemActor, scoped);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(tag.filter((option) => option.label?.toLowerCase().includes('article')));
  });

  test('always hold what is chosen, with its name', async () => {
    const { scoped } = await list('?topic=visa&tag=seed-article&status=false');
    const facets = await claimFacets(systemActor, scoped);
    expect(facets.topic.find((option) => option.value === 'visa')?.label).toBeTruthy();
    expect(facets.tag.find((option) => option.value === 'seed-article')?.label).toBeTruthy();
  });
});

test('tiles count what their filters list', async () => {
  const { scoped } = await list('');
  const tiles = await claimTiles(systemActor, scoped.programme.id);
  const totals = async (address: string) => (await list(address)).total;
  expect(tiles.total).toBe(59);
  expect(tiles).toMatchObject({
    unsourced: await totals('?sources=none'),
    oneOrigin: await totals('?origins=one'),
    conflicting: await totals('?evidence=conflicting'),
    changed: await totals('?changed=week'),
  });
  for (const status of CLAIM_STATUSES)
    expect(tiles.byStatus[status] ?? 0).toBe(await totals(`?status=${status}`));
});

test('derived counts agree with the evidence', async () => {
  const wrong = await query(Prisma.sql`
    SELECT c.id FROM claim c CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE stance = 'supports') AS supports, count(*) FILTER (WHERE stance = 'refutes') AS refutes,
        count(*) FILTER (WHERE stance = 'mentions') AS mentions, count(*) AS sources
      FROM evidence e WHERE e.claim_id = c.id AND e.deleted_at IS NULL) e
    WHERE (c.supports, c.refutes, c.mentions, c.source_count) IS DISTINCT FROM (e.supports, e.refutes, e.mentions, e.sources)
      OR (c.independent_origins = 0) <> (e.sources = e.mentions)`);
  expect(wrong).toEqual([]);
});
