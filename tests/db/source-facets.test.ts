import { expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { sourceFacets } from '#lib/sources/facet-queries.ts';
import { listSources, readSourceFilter } from '#lib/sources/queries.ts';
import { SOURCE_FACETS } from '#lib/sources/vocabulary.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase('starter');

test.each([
  {},
  { kind: 'official,newspaper' },
  { kind: 'official,blog,newswire', used: 'one,many', link: 'none' },
  { q: 'visa', language: 'en', reliability: 'B,C,F' },
  { from: '2024-08', to: '2025', used: 'many' },
])('each count of %o is the total that its value would give', async (params) => {
  const { filter, problems } = await readSourceFilter(systemActor, params);
  expect(problems).toEqual([]);
  const facets = await sourceFacets(systemActor, filter);
  let counted = 0;
  for (const key of SOURCE_FACETS) {
    for (const { value, count } of facets[key]) {
      const { total } = await listSources(systemActor, { ...filter, [key]: [value] });
      expect([key, value, total]).toEqual([key, value, count]);
      counted += count;
    }
  }
  expect(counted).toBeGreaterThan(0);
});
