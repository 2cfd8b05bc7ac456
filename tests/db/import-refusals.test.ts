import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { editClaim } from '#lib/claims/mutations.ts';
import { prisma, transaction } from '#lib/core/db.ts';
import { retireFact } from '#lib/facts/definition-mutations.ts';
import { forgetLeftOut } from '#lib/imports/commit-mutations.ts';
import {
  getImport,
  importsLeavingRows,
  previewImport,
  streamLeftOut,
  streamProblems,
} from '#lib/imports/queries.ts';
import { deleteSource, editSource } from '#lib/sources/mutations.ts';
import { addTopic, removeTopic } from '#lib/topics/mutations.ts';
import { ownDatabase } from '../support/database.ts';
import { checkBytes, claimsFile, commit, ledgerState, problemsOf } from '../support/imports.ts';
import { editForm, type Ledger, makeClaim, makeLedger, refusal } from '../support/ledger.ts';
import { editSourceForm, makeSource } from '../support/sources.ts';

ownDatabase();

let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const by = () => ledger.actors.researcher;

describe('what cannot be', () => {
  test('is told cell by cell, with what would be right', async () => {
    const id = await makeClaim(ledger);
    const gone = await makeClaim(ledger);
    await transaction(by(), 'gone', (tx) =>
      tx.claim.update({ where: { id: gone }, data: { deletedAt: new Date(), version: 2 } }),
    );
    const file = claimsFile(
      'id statement topic status claimed_on assignee fact value tags language',
      ['', 'x'.repeat(1_001), 'nowhere', 'maybe', '2024-13', 'nobody', 'no.fact', '1', '!!', 'e'],
      ['', '', '', '', '', '', '', '', '', ''],
      [id, 'A', 'visa', 'false', '', 'viewer@example.org', 'stats.applications', 'many', '', ''],
      [id, 'B', 'visa', '', '', '', '', '', '', ''],
      [gone, 'B', 'visa', '', '', '', '', '', '', ''],
      [999_999, 'B', 'visa', '', '', '', '', '', '', ''],
      ['1e3', 'Good', 'visa', '', '', '', '', '', '', ''],
      ['', 'Good', 'visa', '', '', '', '', '', '', ''],
    );
    const checked = await checkBytes(by(), file);
    expect(checked).toMatchObject({ created: 1, refused: 7 });
    const told = await problemsOf(by(), checked.id);
    for (const [line, column] of [
      [2, 'statement'],
      [2, 'topic'],
      [2, 'status'],
      [2, 'claimed_on'],
      [2, 'assignee'],
      [2, 'fact'],
      [2, 'tags'],
      [2, 'language'],
      [3, 'statement'],
      [4, 'assignee'],
      [4, 'value'],
      [4, 'rationale'],
      [5, 'id'],
      [6, 'id'],
      [7, 'id'],
      [8, 'id'],
    ])
      expect(told).toContainEqual(expect.stringMatching(new RegExp(`^${line} ${column}: .`)));

    const csv = await new Response(await streamProblems(by(), checked.id)).text();
    const rows = parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' }) as Record<
      string,
      string
    >[];
    expect(rows.length).toBe(told.length);
    expect(rows.find(({ line, column }) => line === '2' && column === 'claimed_on')).toMatchObject({
      value: '2024-13',
    });

    const before = await ledgerState();
    expect(await refusal(commit(by(), checked.id))).toMatchObject({ code: 'invalid' });
    expect(await ledgerState()).toEqual(before);
    const claims = await prisma().claim.count();
    await commit(by(), checked.id, true);
    expect(await prisma().claim.count()).toBe(claims + 1);
  });

  test('a verdict that would rest on nothing but its own word, or on an unknown address', async () => {
    const checked = await checkBytes(
      by(),
      claimsFile('statement topic status source_urls', [
        'A',
        'visa',
        'true',
        'https://unknown.example.org/x',
      ]),
    );
    expect(await problemsOf(by(), checked.id)).toEqual([
      expect.stringContaining('source_urls: No source has the address https://unknown.example.org/x'),
      expect.stringContaining('rationale: A verdict needs its rationale'),
    ]);
  });

  test.each([
    [
      'an open quote',
      '"statement","topic"\r\n"a\nb","visa"\r\n"open,visa\r\n',
      /quote that opens in line 4, column 1 is never closed/,
    ],
    [
      'a quote inside a bare cell',
      'statement,topic\r\nsay "this",visa\r\n',
      /line 2 has a quote in column 1/,
    ],
    ['nothing', '', /The file is empty/],
    ['headings of something else', 'colour;size\r\nred;5\r\n', /No column has a name that is known/],
    [
      '10,000 columns',
      `${Array.from({ length: 10_000 }, (_, n) => `c${n}`).join(',')}\r\n`,
      /10,000 columns; 200 are the most/,
    ],
    [
      'a cell without an end',
      `statement,topic\r\n"${'x'.repeat(2_000_000)}",visa\r\n`,
      /longer than a megabyte/,
    ],
  ])('a file that is %s is refused whole', async (_, text, message) => {
    const before = await ledgerState();
    expect(await refusal(checkBytes(by(), Buffer.from(text)))).toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(message),
    });
    expect(await ledgerState()).toEqual(before);
  });

  test('a byte that is no UTF-8 is told by line and column, and read when it is said what it is', async () => {
    const head = Buffer.from('statement,topic\r\n');
    const filler = Buffer.from('Good,visa\r\n'.repeat(8_000));
    const bytes = Buffer.concat([
      head,
      filler,
      Buffer.from([0x41, 0xc8, 0xf1, 0xf2, 0xf0, 0xe0]),
      Buffer.from(',visa\r\n'),
    ]);
    expect((await refusal(checkBytes(by(), bytes))).message).toContain(
      '0xC8 in line 8002, column 2 is not utf-8',
    );
    const checked = await checkBytes(by(), Buffer.concat([head, bytes.subarray(-13)]));
    expect((await getImport(by(), checked.id)).encoding).toBe('windows-1251');
    expect((await previewImport(by(), checked.id)).created[0]?.statement).toBe('AИстра');
  });

  test('NUL bytes, formulas and control characters harm nothing', async () => {
    const file = Buffer.from(
      'statement,topic,my\u0000column,=cmd()\r\nA\u0000B,visa,x,y\r\n"=HYPERLINK(""http://x"")",visa,,\r\n',
    );
    const checked = await checkBytes(by(), file, { name: 'a\u0000b=.csv' });
    expect(checked).toMatchObject({ created: 1, refused: 1 });
    expect((await getImport(by(), checked.id)).columns.map(({ use }) => use)).toEqual([
      'statement',
      'topic',
      'unknown',
      'unknown',
    ]);
    const problems = await new Response(await streamProblems(by(), checked.id)).text();
    expect(problems).not.toContain('\u0000');
  });
});

test('what is left out is kept as it came, to be put right and imported, and forgotten later', async () => {
  const file = claimsFile(
    'Satz topic claimed_on id colour',
    ['Good', 'visa', '', '', 'red'],
    ['=1+1, "so" he said', 'visa', '2024-99', '', 'nul\u0000'],
    ['Of a claim', 'visa', '', 999_999, ''],
    ['Too many', 'visa', '', '', '', 'a', 'b'],
  );
  const checked = await checkBytes(by(), file, { columns: JSON.stringify({ 0: 'statement' }) });
  expect(checked).toMatchObject({ created: 1, refused: 3 });
  await commit(by(), checked.id, true);
  expect(await getImport(by(), checked.id)).toMatchObject({ refused: 3, leftOutKept: true });
  expect((await previewImport(by(), checked.id)).refused.map(({ line }) => line)).toEqual([3, 4, 5]);
  expect((await importsLeavingRows(by()))[0]).toMatchObject({ id: checked.id, refused: 3 });
  expect(await importsLeavingRows(ledger.actors.editor)).not.toContainEqual(
    expect.objectContaining({ id: checked.id }),
  );

  const csv = await new Response(await streamLeftOut(by(), checked.id)).text();
  const rows = parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
  expect(rows.map((row) => row['statement'])).toEqual([`'=1+1, "so" he said`, 'Of a claim', 'Too many']);
  expect(rows.map((row) => row['why left out'])).toEqual([
    expect.stringMatching(/^claimed_on: /),
    expect.stringMatching(/^id: There is no such claim/),
    expect.stringMatching(/^The row has 7 cells.* \| Cells beyond the first line: a \| b$/),
  ]);
  expect(rows[0]).toMatchObject({ claimed_on: '2024-99', colour: 'nul\uFFFD' });
  const right = await checkBytes(by(), Buffer.from(csv.replace('2024-99', '2024-09').replace('999999', '')));
  expect(right).toMatchObject({ created: 3, refused: 0 });
  expect((await previewImport(by(), right.id)).created[0]?.statement).toBe('=1+1, "so" he said');

  await forgetLeftOut(new Date(Date.now() + 13 * 86_400_000));
  expect((await getImport(by(), checked.id)).leftOutKept).toBe(true);
  await forgetLeftOut(new Date(Date.now() + 15 * 86_400_000));
  expect(await getImport(by(), checked.id)).toMatchObject({ refused: 3, leftOutKept: false });
  expect(await refusal(streamLeftOut(by(), checked.id))).toMatchObject({ code: 'not_found' });
  // What is only prepared stays.
  expect((await previewImport(by(), right.id)).created).toHaveLength(3);
});

describe('what is gone between the check and the writing', () => {
  const stops = async (file: Buffer, change: () => Promise<unknown>) => {
    const { id } = await checkBytes(by(), file);
    await change();
    const before = await ledgerState();
    const { code, message } = await refusal(commit(by(), id, true));
    expect(await ledgerState()).toEqual(before);
    expect([code, message]).toEqual([
      'conflict',
      expect.stringMatching(/Nothing was written; choose the file again\.$/),
    ]);
    return message;
  };
  const url = 'https://gone.example.org/1';

  test('a source that is deleted, or has another address', async () => {
    const { admin } = ledger.actors;
    const file = claimsFile(
      'statement topic source_urls',
      ['Stays', 'visa', ''],
      ...Array.from({ length: 5 }, (_, row) => [`Rests ${row}`, 'visa', url]),
    );
    const source = await makeSource(ledger, { url });
    const told = `Line 3, column source_urls: the source ${url} was deleted or given another address`;
    const moved = () => editSource(admin, editSourceForm(source, 1, { url: `${url}0` }));
    const message = await stops(file, moved);
    expect(message).toContain(told);
    expect(message).toContain('So it is with 2 more rows.');
    await editSource(admin, editSourceForm(source, 2, { url }));
    expect(
      await stops(file, () => deleteSource(admin, { id: source, version: 3, reason: 'gone' })),
    ).toContain(told);
  });

  test('a topic, a fact, a person, a claim and a key', async () => {
    const { admin, editor } = ledger.actors;
    const topic = await addTopic(admin, { name: 'Short-lived', idempotencyKey: randomUUID() });
    expect(
      await stops(claimsFile('statement topic', ['A', 'Short-lived']), () =>
        removeTopic(admin, { id: topic.id, version: 1, reason: '' }),
      ),
    ).toContain('Line 2, column topic: the topic was retired or taken away');
    expect(
      await stops(claimsFile('statement topic fact value', ['A', 'visa', 'stats.applications', '5']), () =>
        retireFact(admin, { id: ledger.facts.applications, version: 1, reason: '' }),
      ),
    ).toContain('Line 2, column fact: the fact was changed or retired');
    expect(
      await stops(claimsFile('statement topic assignee', ['A', 'visa', 'editor@example.org']), () =>
        transaction(admin, '', (tx) =>
          tx.user.update({
            where: { id: editor.id ?? 0 },
            data: { role: 'viewer', version: { increment: 1 } },
          }),
        ),
      ),
    ).toContain('Line 2, column assignee: this person has no active account');
    const claim = await makeClaim(ledger);
    expect(
      await stops(claimsFile('id statement', [claim, 'B']), () =>
        editClaim(by(), editForm(ledger, claim, 1, { statement: 'Mine' })),
      ),
    ).toContain(`Line 2, column id: claim ${claim} was changed`);
    expect(
      await stops(claimsFile('import_key statement topic', ['key-9', 'A', 'visa']), async () => {
        const { id } = await checkBytes(
          admin,
          claimsFile('import_key statement topic', ['key-9', 'B', 'visa']),
        );
        await commit(admin, id);
      }),
    ).toMatch(/^Line 2, column import_key: claim \d+ was made with this key/);
  });
});
