import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import { encodePlace } from '#lib/core/keyset.ts';
import { addReliance } from '#lib/lineage/mutations.ts';
import { publisherList } from '#lib/publishers/filter.ts';
import { editPublisher } from '#lib/publishers/mutations.ts';
import { listPublishers, searchPublishers } from '#lib/publishers/queries.ts';
import { SOURCE_SORTS } from '#lib/sources/columns.ts';
import { sourceFacets } from '#lib/sources/facet-queries.ts';
import { deleteSource } from '#lib/sources/mutations.ts';
import { listSources, readSourceFilter, searchSources } from '#lib/sources/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeClaim, makeLedger, sourceForm } from '../support/ledger.ts';
import { makeSource } from '../support/sources.ts';

ownDatabase();
let ledger: Ledger;
const ids: Record<string, number> = {};
const as = (role: Role) => ledger.actors[role];

/** Sixty documents, many alike in everything that can be sorted by, and a few that are not. */
beforeAll(async () => {
  ledger = await makeLedger();
  const make = async (name: string, changes: Parameters<typeof makeSource>[1]) => {
    ids[name] = await makeSource(ledger, changes);
  };
  await make('decree', {
    title: 'Указ № 702 «Об оказании гуманитарной поддержки»',
    publisher: 'Президент России',
    kind: 'official',
    language: 'ru',
    publishedOn: '2024-08-19',
    url: 'http://www.kremlin.ru/acts/bank/50990',
  });
  await make('tass', {
    title: 'Putin signs decree on humanitarian support',
    publisher: 'TASS',
    kind: 'newswire',
    language: 'en',
    publishedOn: '2024-08',
    url: 'https://tass.com/society/1832301',
  });
  await make('istra', {
    title: 'Семья переехала в Истру',
    publisher: 'Радио 1',
    kind: 'broadcast',
    language: 'ru',
    publishedOn: '2025',
    url: '',
  });
  await make('percent', {
    title: '100% of_applicants got a visa',
    publisher: '',
    kind: 'blog',
    language: '',
    publishedOn: '',
    url: 'https://example.org/a_b/100%25',
  });
  await make('quote', {
    title: 'Visa for the applicants of 100',
    publisher: 'Café Müller',
    kind: 'blog',
    language: 'de',
    publishedOn: '2023~',
  });
  for (let index = 0; index < 55; index++)
    await make(`alike${index}`, {
      title: 'Alike',
      publisher: index % 2 ? 'Clone' : '',
      kind: 'newspaper',
      language: index % 3 ? 'en' : '',
    });
  await deleteSource(as('editor'), { id: ids['alike0'] ?? 0, version: 1, reason: 'one too many' });
  for (const name of ['decree', 'decree', 'tass'])
    await makeClaim(ledger, { source: { ...sourceForm(''), source: { id: ids[name] ?? 0 } } });
  await addReliance(as('researcher'), {
    sourceId: ids['tass'] ?? 0,
    kind: 'translates',
    origin: { sourceId: ids['decree'] ?? 0 },
  });
  for (const [name, state] of [['decree', 'changed'] as const, ['tass', 'dead'] as const])
    await prisma().sourceHealth.create({ data: { sourceId: ids[name] ?? 0, state, checkedAt: new Date() } });
  const [tass] = await searchPublishers(as('viewer'), 'тасс');
  if (!tass) throw new Error('TASS is not found');
  await editPublisher(as('editor'), {
    id: tass.id,
    version: 1,
    name: 'TASS',
    kind: 'agency',
    country: 'RU',
    parentId: null,
    reliability: 'C',
    reason: 'a state agency',
  });
}, 60_000);

async function list(address: string) {
  const { filter, problems } = await readSourceFilter(as('viewer'), new URLSearchParams(address));
  const page = await listSources(as('viewer'), filter);
  return {
    ...page,
    problems,
    names: page.rows.map((row) => Object.keys(ids).find((name) => ids[name] === row.id)),
  };
}

describe('paging', () => {
  const sorts = Object.keys(SOURCE_SORTS).flatMap((sort) => [sort, `-${sort}`]);

  test.each(sorts)('sorted by %s, every row comes exactly once, forwards and backwards', async (sort) => {
    const address = `sort=${sort}&per=25${sort.endsWith('relevance') ? '&q=alike' : ''}`;
    const forwards: number[] = [];
    let after: string | null = '';
    let total = 0;
    while (after !== null) {
      const page = await list(`${address}${after && `&after=${after}`}`);
      expect(page.problems).toEqual([]);
      expect(page.links.position).toBe(forwards.length + 1);
      forwards.push(...page.rows.map((row) => row.id));
      total = page.total;
      after = page.links.next;
    }
    expect(new Set(forwards).size).toBe(forwards.length);
    expect(forwards).toHaveLength(total);
    const backwards: number[] = [];
    let before: string | null = (await list(address)).links.last;
    while (before !== null) {
      const page = await list(`${address}&after=${before}`);
      backwards.unshift(...page.rows.map((row) => row.id));
      before = page.links.previous;
    }
    expect(backwards).toEqual(forwards);
  });

  test('a place that somebody made up, or of another order, is told and left out', async () => {
    for (const [sort, key] of [
      ['published', 'soon'],
      ['claims', 'many'],
      ['updated', '2024'],
      ['kind', 'rumour'],
      ['title', 'x'],
    ] as const) {
      const after = encodePlace({ sort, direction: 'next', border: { key, id: 1 }, offset: 3 });
      const page = await list(`sort=-updated&after=${after}`);
      expect(page.problems.map((problem) => problem.key)).toEqual(['after']);
      if (sort !== 'title') expect((await list(`sort=${sort}&after=${after}`)).problems).toHaveLength(1);
    }
  });
});

describe('searching', () => {
  test.each([
    ['istria', ['istra']],
    ['Истра', ['istra']],
    ['istraa', ['istra']],
    ['humanitarain', ['tass']],
    ['supports', ['tass']],
    ['industrial', []],
    ['ИСТРУ', ['istra']],
    ['ukaz', ['decree']],
    ['702', ['decree']],
    ['gumanitarnoi podderzhki', ['decree']],
    ['humanitarian', ['tass']],
    ['тасс', ['tass']],
    ['Cafe Muller', ['quote']],
    ['kremlin.ru', ['decree']],
    ['https://kremlin.ru/acts/bank/50990?utm_source=x', ['decree']],
    ['https://tass.com', ['tass']],
    ['"100% of"', ['percent']],
    ['of_app', ['percent']],
    ['a_b', ['percent']],
    ['"applicants of"', ['quote']],
    ['visa applicants', ['percent', 'quote']],
    ['humanitarian Истра', []],
    ['%', []],
    ['☃', []],
    ['ъъъъъ', []],
  ])('%s', async (q, expected) => {
    const page = await list(`q=${encodeURIComponent(q)}`);
    expect(page.names.toSorted()).toEqual(expected.toSorted());
    expect(page.total).toBe(expected.length);
  });

  test('a type-ahead finds by slip, script and address, at most ten, no deleted ones', async () => {
    expect(await searchSources(as('viewer'), 'humanitarain support')).toMatchObject([
      { id: ids['tass'], claims: 1, publisher: 'TASS' },
    ]);
    expect(
      (await searchSources(as('viewer'), 'http://kremlin.ru/acts/bank/50990/')).map(({ id }) => id),
    ).toEqual([ids['decree']]);
    const alike = await searchSources(as('viewer'), 'alike');
    expect(alike).toHaveLength(10);
    expect(alike.map(({ id }) => id)).not.toContain(ids['alike0']);
    expect(await searchSources(as('viewer'), '—')).toEqual([]);
    expect(await searchSources(as('viewer'), '')).toHaveLength(10);
  });
});

describe('filters', () => {
  test.each([
    ['kind=official,newswire', ['decree', 'tass']],
    ['reliability=C', ['tass']],
    ['language=de', ['quote']],
    ['kind=blog&language=none', ['percent']],
    ['kind=blog&publisher=none', ['percent']],
    ['kind=blog&reliability=none', ['percent']],
    ['link=dead', ['tass']],
    ['link=dead,changed', ['decree', 'tass']],
    ['used=many', ['decree']],
    ['used=one', ['tass']],
    ['used=one,many', ['decree', 'tass']],
    ['from=2024-08-19', ['decree', 'tass', 'istra']],
    ['from=2024-09', ['istra']],
    ['to=2024', ['decree', 'tass', 'quote']],
    ['from=2024&to=2024-08-01', ['tass']],
    ['deleted=only', ['alike0']],
  ])('%s', async (address, expected) => {
    const page = await list(address);
    expect(page.problems).toEqual([]);
    expect(page.names.toSorted()).toEqual(expected.toSorted());
  });

  test('what is unknown is told and left out', async () => {
    const page = await list('kind=official,rumour&publisher=999999&from=soon&colour=red&sort=weight&per=7');
    expect(page.problems.map((problem) => problem.key).toSorted()).toEqual([
      'colour',
      'from',
      'kind',
      'per',
      'publisher',
      'sort',
    ]);
    expect(page.names).toEqual(['decree']);
  });

  test('counts leave out their own filter and keep the others', async () => {
    const { filter } = await readSourceFilter(as('viewer'), { kind: 'blog', language: 'de' });
    const facets = await sourceFacets(as('viewer'), filter);
    expect(facets.language).toEqual([
      { value: 'de', label: null, count: 1 },
      { value: 'none', label: null, count: 1 },
    ]);
    expect(facets.kind).toEqual([{ value: 'blog', label: null, count: 1 }]);
    expect(facets.publisher).toMatchObject([{ label: 'Café Müller', count: 1 }]);
    expect(facets.used).toEqual([{ value: 'none', label: null, count: 1 }]);
    expect(facets.link).toEqual([{ value: 'none', label: null, count: 1 }]);
    expect(facets.reliability).toEqual([{ value: 'F', label: null, count: 1 }]);
  });

  test('links that need a look come first, links that were never checked last', async () => {
    const { rows } = await list('sort=link&per=200');
    expect(rows.slice(0, 3).map((row) => row.link)).toEqual(['dead', 'changed', null]);
  });

  test('absent dates and publishers come last in both directions', async () => {
    for (const sort of ['published', '-published', 'publisher', '-publisher']) {
      const { rows } = await list(`sort=${sort}&per=200`);
      const present = rows.map(
        (row) => (sort.endsWith('published') ? row.publishedOn : row.publisher) !== null,
      );
      expect(present).toEqual(present.toSorted((one, other) => Number(other) - Number(one)));
    }
  });
});

describe('publishers', () => {
  test('are listed with their counts, by any sort exactly once', async () => {
    for (const sort of [
      'name',
      '-name',
      'kind',
      'country',
      'network',
      'reliability',
      '-sources',
      'claims',
      '-updated',
    ]) {
      const { filter } = publisherList.parse({ sort });
      const { rows, total } = await listPublishers(as('viewer'), filter);
      expect(new Set(rows.map((row) => row.id)).size).toBe(total);
      expect(rows.find((row) => row.name === 'TASS')).toMatchObject({
        country: 'RU',
        reliability: 'C',
        sources: 1,
        claims: 1,
      });
    }
  });

  test('are narrowed by name, kind and grade', async () => {
    const names = async (params: Record<string, string>) =>
      (await listPublishers(as('viewer'), publisherList.parse(params).filter)).rows.map((row) => row.name);
    expect(await names({ q: 'prezident' })).toEqual(['Президент России']);
    expect(await names({ reliability: 'C' })).toEqual(['TASS']);
    expect(await names({ kind: 'agency,broadcaster' })).toEqual(['TASS', 'Радио 1']);
    expect(await names({ q: '—' })).toEqual([]);
  });
});
