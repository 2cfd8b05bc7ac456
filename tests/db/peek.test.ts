import { afterEach, beforeAll, expect, test } from 'vitest';
import { Prisma, query } from '#lib/core/db.ts';
import { provideEnv } from '#lib/core/env.ts';
import { peekSource } from '#lib/snapshots/page-queries.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeLedger, refusal } from '../support/ledger.ts';
import { serve } from '../support/loopback.ts';

ownDatabase();

let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});
afterEach(() => provideEnv({ CAPTURE_ALLOW: '' }));

async function pageAt(path: string, html: string): Promise<string> {
  const port = await serve((_, answer) => answer.writeHead(200, { 'Content-Type': 'text/html' }).end(html));
  provideEnv({ CAPTURE_ALLOW: `127.0.0.1:${port}` });
  return `http://127.0.0.1:${port}${path}`;
}

const story = 'The decree lets people apply who share traditional values, without a quota. '.repeat(6);
const head = `<html lang="en"><title>Decree signed</title><meta property="og:site_name" content="The Moscow Times">
  <meta name="author" content="Ann Ivanova"><meta property="article:published_time" content="2024-03-07">`;

test('a page tells what it says of itself, and that its dates contradict one another', async () => {
  const url = await pageAt('/2024/07/03/decree', `${head}<p>${story}`);
  expect(await peekSource(ledger.actors.researcher, { url })).toEqual({
    ...{ ok: true, title: 'Decree signed', publisher: 'The Moscow Times', author: 'Ann Ivanova' },
    ...{ publishedOn: '2024-03-07', language: 'en' },
    dateWarning: {
      kind: 'swapped',
      message: 'The address says 2024-07-03, the page’s metadata 2024-03-07: day and month are exchanged.',
      choices: [
        { date: '2024-07-03', from: ['address'] },
        { date: '2024-03-07', from: ['metadata'] },
      ],
    },
  });
});

test('a wall tells nothing but that it is one; nothing is kept', async () => {
  const url = await pageAt('/x', `${head}<p>Please log in to read this. <input type="password">`);
  expect(await peekSource(ledger.actors.researcher, { url })).toEqual({
    ok: false,
    reason: 'The page asks for a sign-in.',
  });
  const inside = await peekSource(ledger.actors.researcher, { url: 'http://169.254.169.254/latest/' });
  expect(inside).toEqual({ ok: false, reason: '169.254.169.254 is not on the public internet.' });
  const [kept] = await query(Prisma.sql`SELECT count(*)::int AS blobs FROM blob`);
  expect(kept).toEqual({ blobs: 0 });
});

test('it needs a right, and is not a scanner', async () => {
  const asking = (role: 'viewer' | 'editor') => peekSource(ledger.actors[role], { url: 'no address' });
  expect((await refusal(asking('viewer'))).code).toBe('forbidden');
  for (let i = 0; i < 120; i++) await asking('editor');
  expect((await refusal(asking('editor'))).code).toBe('rate_limited');
});
