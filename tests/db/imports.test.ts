import { beforeAll, describe, expect, test } from 'vitest';
import { Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { commitImport, discardImport } from '#lib/imports/commit-mutations.ts';
import { getImport, pendingImport, previewImport } from '#lib/imports/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { checkBytes, claimsFile, commit, ledgerState, problemsOf } from '../support/imports.ts';
import {
  claimRowOf,
  eventsOf,
  type Ledger,
  makeClaim,
  makeLedger,
  refusal,
  sourceForm,
} from '../support/ledger.ts';

ownDatabase();

let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const by = () => ledger.actors.researcher;

describe('new claims', () => {
  test('come with value, tags, claimant and known sources, and a history that names the file', async () => {
    await makeClaim(ledger, { source: sourceForm('https://tass.example.org/1') });
    const file = claimsFile(
      'Statement topic claimant claimed_on tags assignee priority status rationale fact value source_urls',
      [
        '=1+1 is two',
        'Visa',
        'Шойгу',
        '2024-08',
        'new tag | other',
        'editor@example.org',
        'High',
        'Mostly true',
        'Seen.',
        'visa.entries',
        'Single',
        'http://www.tass.example.org/1',
      ],
      ['Another one', 'decree', 'Shoigu', '', '', '', '', '', '', '', '', ''],
    );
    const checked = await checkBytes(by(), file);
    expect(checked).toMatchObject({ created: 2, changed: 0, unchanged: 0, refused: 0 });
    const claims = await prisma().claim.count();
    const preview = await previewImport(by(), checked.id);
    expect(preview.created[0]?.cells).toContainEqual({ column: 'statement', from: null, to: '=1+1 is two' });
    await commit(by(), checked.id);
    expect(await prisma().claim.count()).toBe(claims + 2);

    const [first, second] = await prisma()
      .claim.findMany({ orderBy: { id: 'desc' }, take: 2 })
      .then((all) => all.reverse());
    const row = await claimRowOf(first?.id ?? 0);
    expect(row).toMatchObject({
      statement: '=1+1 is two',
      topicId: ledger.topics.visa,
      claimedOn: '2024-08',
      claimedUpper: new Date('2024-08-31'),
      priority: 'high',
      assigneeId: ledger.actors.editor.id,
      status: 'mostly_true',
      language: 'en',
      version: 1,
      mentions: 1,
      sourceCount: 1,
      createdById: by().id,
    });
    expect(row.value).toMatchObject({ factId: ledger.facts.entries, canonical: 'single' });
    expect(row.tagIds).toHaveLength(2);
    // Cyrillic and Latin are one claimant, made once.
    expect(second?.claimantId).toBe(row.claimantId);
    expect(second).toMatchObject({ status: 'unverified', priority: 'normal', tagIds: [] });
    const events = await eventsOf(row.id);
    expect(events.map(({ entity }) => entity)).toEqual(['claim', 'value', 'evidence']);
    expect(events[0]).toMatchObject({ action: 'create', actor: by().name, reason: 'Import of claims.csv' });
    const [found] = await query<{ id: number }>(
      Prisma.sql`SELECT claim_id AS id FROM claim_search WHERE vector @@ search_word('shoigu') ORDER BY claim_id LIMIT 1`,
    );
    expect(found?.id).toBe(row.id);
  });

  test('with a key come once, however often the file is sent; a changed row changes its claim', async () => {
    const file = (statement: string) =>
      claimsFile('import_key statement topic', ['k-1', statement, 'visa'], ['k-2', 'Two', 'visa']);
    const first = await checkBytes(by(), file('One'));
    await commit(by(), first.id);
    expect(await checkBytes(by(), file('One'))).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    const again = await checkBytes(by(), file('One, changed'));
    expect(again).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
    await commit(by(), again.id);
    const claim = await prisma().claim.findUniqueOrThrow({ where: { importKey: 'k-1' } });
    expect(claim).toMatchObject({ statement: 'One, changed', version: 2 });
  });
});

describe('changes', () => {
  test('leave what the file has no column for, and empty what its cells empty', async () => {
    const id = await makeClaim(ledger, {
      claimedOn: '2024',
      tags: ['kept'],
      claimant: { name: 'Somebody' },
      value: {
        factId: ledger.facts.applications,
        state: 'known',
        text: '800',
        qualifier: 'about',
        unit: '',
        measure: 'visas',
        asOf: '2024',
        validFrom: '2015',
      },
    });
    const file = claimsFile('id claimant fact value valid_to', [
      id,
      '',
      'stats.applications',
      '900',
      '2016-04-05',
    ]);
    const checked = await checkBytes(by(), file);
    expect((await previewImport(by(), checked.id)).changed).toEqual([
      {
        line: 2,
        claimId: id,
        statement: 'The entry visa is a single-entry visa.',
        cells: expect.arrayContaining([
          { column: 'claimant', from: 'Somebody', to: '' },
          { column: 'value', from: '800', to: '900' },
          { column: 'valid_to', from: '', to: '2016-04-05' },
        ]),
      },
    ]);
    await commit(by(), checked.id);
    const row = await claimRowOf(id);
    expect(row).toMatchObject({ claimantId: null, claimedOn: '2024', version: 2 });
    expect(row.tagIds).toHaveLength(1);
    expect(row.value).toMatchObject({
      canonical: '900',
      qualifier: 'about',
      measure: 'visas',
      asOf: '2024',
      validFrom: '2015',
      validTo: '2016-04-05',
      validToUpper: new Date('2016-04-05'),
      version: 2,
    });
    const inverted = claimsFile('id fact value valid_to', [id, 'stats.applications', '900', '2014']);
    const refused = await previewImport(by(), (await checkBytes(by(), inverted)).id);
    expect(refused.refused[0]?.problems).toMatchObject([
      { column: 'valid_to', value: '2014', message: 'The value ends before it begins.' },
    ]);

    const emptied = await checkBytes(by(), claimsFile('id fact value tags', [id, '', '', '']));
    await commit(by(), emptied.id);
    expect(await claimRowOf(id)).toMatchObject({ value: null, tagIds: [], version: 3 });
    expect((await eventsOf(id)).map(({ entity, action }) => `${entity} ${action}`)).toEqual([
      'claim create',
      'value create',
      'claim update',
      'value update',
      'claim update',
      'value remove',
    ]);
  });

  test('of a claim that was changed since are refused: at the check by its version, afterwards as a whole', async () => {
    const id = await makeClaim(ledger);
    const other = await makeClaim(ledger);
    const stale = await checkBytes(by(), claimsFile('id version statement', [id, 7, 'New words']));
    expect(stale).toMatchObject({ refused: 1 });
    expect(await problemsOf(by(), stale.id)).toEqual([
      expect.stringContaining('version: The claim is at version 1 by now'),
    ]);

    const checked = await checkBytes(
      by(),
      claimsFile('id version statement', [id, 1, 'New words'], [other, '', 'New words']),
    );
    await transaction(by(), 'meanwhile', (tx) =>
      tx.claim.update({ where: { id: other }, data: { priority: 'low', version: 2 } }),
    );
    const before = await ledgerState();
    expect(await refusal(commit(by(), checked.id))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`Line 3, column id: claim ${other} was changed`),
    });
    expect(await ledgerState()).toEqual(before);
  });

  test('that nothing comes of write nothing', async () => {
    const id = await makeClaim(ledger, { tags: ['B', 'a'] });
    const checked = await checkBytes(by(), claimsFile('id tags', [id, 'a | B']));
    expect(checked).toMatchObject({ unchanged: 1, changed: 0 });
  });
});

describe('an import', () => {
  test('is its owner’s alone, and nobody’s who may not log claims', async () => {
    const checked = await checkBytes(by(), claimsFile('statement topic', ['Mine', 'visa']));
    for (const work of [
      () => getImport(ledger.actors.admin, checked.id),
      () => previewImport(ledger.actors.admin, checked.id),
      () => commit(ledger.actors.admin, checked.id),
      () => discardImport(ledger.actors.admin, checked),
    ])
      expect((await refusal(work())).code).toBe('not_found');
    expect((await refusal(checkBytes(ledger.actors.viewer, claimsFile('statement topic')))).code).toBe(
      'forbidden',
    );
    expect((await refusal(commit(ledger.actors.viewer, checked.id))).code).toBe('forbidden');
  });

  test('takes the place of the one before, is written once, and can be thrown away', async () => {
    const first = await checkBytes(by(), claimsFile('statement topic', ['First', 'visa']));
    const second = await checkBytes(by(), claimsFile('statement topic', ['Second', 'visa']));
    expect((await refusal(getImport(by(), first.id))).code).toBe('not_found');
    expect(await pendingImport(by())).toMatchObject({ id: second.id });
    const claims = await prisma().claim.count();
    await Promise.all([commit(by(), second.id), commit(by(), second.id)]);
    expect(await prisma().claim.count()).toBe(claims + 1);
    const third = await checkBytes(by(), claimsFile('statement topic', ['Third', 'visa']));
    await discardImport(by(), third);
    expect(await pendingImport(by())).toBeNull();
  });

  test('that is stopped on the way leaves nothing, and one that fails half-way neither', async () => {
    const rows = Array.from({ length: 2_100 }, (_, n) => [`Claim ${n} of many`, 'visa', `tag ${n % 7}`]);
    const checked = await checkBytes(by(), claimsFile('statement topic tags', ...rows));
    const before = await ledgerState();
    const stopper = new AbortController();
    const stopped = commitImport(
      by(),
      { id: checked.id, partly: false },
      {
        onProgress: (done, total) => {
          if (done > total / 2) stopper.abort(new Error('stopped'));
        },
        signal: stopper.signal,
      },
    );
    await expect(stopped).rejects.toThrow('stopped');
    expect(await ledgerState()).toEqual(before);

    await query(
      Prisma.sql`UPDATE claim_import_row SET statement = ' ' WHERE import_id = ${checked.id} AND line = 2090`,
    );
    const broken = await ledgerState();
    await expect(commit(by(), checked.id)).rejects.toThrow('claim_statement_said');
    expect(await ledgerState()).toEqual(broken);
    await expect(
      checkBytes(by(), claimsFile('statement topic', ...rows), {}, AbortSignal.abort(new Error('gone'))),
    ).rejects.toThrow('gone');
  });

  test('sorts in what it lets the indexes gather, so that who saves a claim meanwhile need not', async () => {
    const limit = () =>
      transaction(
        by(),
        '',
        (tx) => tx.$queryRaw<{ limit: string }[]>`SELECT current_setting('gin_pending_list_limit') AS limit`,
      );
    const checked = await checkBytes(by(), claimsFile('statement topic', ['Gathered with many.', 'visa']));
    const seen: unknown[] = [];
    await commitImport(
      by(),
      { id: checked.id, partly: false },
      {
        onProgress: () => undefined,
        signal: new AbortController().signal,
        finish: async () => void seen.push(...(await limit())),
      },
    );
    expect([...seen, ...(await limit())]).toEqual([{ limit: '1GB' }, { limit: '4MB' }]);
  });

  test('whose rows went with a crash says so', async () => {
    const checked = await checkBytes(by(), claimsFile('statement topic', ['Lost', 'visa']));
    await query(Prisma.sql`DELETE FROM claim_import_row`);
    expect(await getImport(by(), checked.id)).toMatchObject({ lost: true });
    expect(await refusal(commit(by(), checked.id))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('was lost'),
    });
  });

  test('reads columns of other names as somebody chose', async () => {
    const file = Buffer.from('Aussage;Thema\r\nAus der Datei;visa\r\n');
    const checked = await checkBytes(by(), file, { columns: '{"0":"statement","1":"topic"}' });
    await commit(by(), checked.id);
    expect(await prisma().claim.count({ where: { statement: 'Aus der Datei' } })).toBe(1);
  });
});
