import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { systemActor } from '#lib/core/actor.ts';
import { readBlob } from '#lib/core/blobs.ts';
import { setClock } from '#lib/core/clock.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { provideEnv, requireDatabaseUrl } from '#lib/core/env.ts';
import { startJobs } from '#lib/core/jobs.ts';
import { listSourceHistory } from '#lib/history/source-queries.ts';
import { snapshotArchive, snapshotFile, snapshotPage } from '#lib/snapshots/archive-queries.ts';
import { fetchSource, recheckSources } from '#lib/snapshots/capture-mutations.ts';
import { captureHandler } from '#lib/snapshots/jobs.ts';
import { captureSource } from '#lib/snapshots/mutations.ts';
import { listSnapshots, snapshotText, sourceHealth } from '#lib/snapshots/queries.ts';
import { uploadSnapshot } from '#lib/snapshots/upload-mutations.ts';
import { mainRecord } from '#lib/snapshots/warc.ts';
import { addSource, deleteSource } from '#lib/sources/mutations.ts';
import { addSourceInput } from '#lib/sources/schema.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeLedger } from '../support/ledger.ts';
import { serve } from '../support/loopback.ts';

ownDatabase();

let ledger: Ledger;
let researcher: Actor;
beforeAll(async () => {
  ledger = await makeLedger();
  researcher = ledger.actors.researcher;
});
afterEach(() => provideEnv({ CAPTURE_ALLOW: '' }));

const never = new AbortController().signal;
const story = 'Указ № 702 позволяет подать заявление без квоты и без экзамена по русскому языку. '.repeat(8);
const page = (text: string) =>
  `<!doctype html><html lang="ru"><title>Указ № 702</title><meta property="og:site_name" content="ТАСС">
  <meta property="article:published_time" content="2024-08-19T12:00:00+03:00"><article><p>${text}</p></article>`;

/** A source whose address the listener answers; it is let through by CAPTURE_ALLOW. */
async function source(listener: RequestListener): Promise<{ id: number; url: string }> {
  const port = await serve(listener);
  provideEnv({ CAPTURE_ALLOW: `127.0.0.1:${port}` });
  const url = `http://127.0.0.1:${port}/2024/08/19/ukaz`;
  const form = { url, title: 'A page', titleExact: true, publisher: '', kind: 'newspaper', language: '' };
  const input = addSourceInput.parse({ ...form, publishedOn: '', idempotencyKey: randomUUID() });
  return { ...(await addSource(researcher, input)), url };
}

const answerWith =
  (text: () => string): RequestListener =>
  (_, answer) =>
    answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(text());

test('a page is kept with its WARC, its text, its hashes and what it says of itself', async () => {
  const { id, url } = await source((request, answer) => {
    if (request.url === '/2024/08/19/ukaz') answer.writeHead(301, { Location: '/ukaz-702' }).end();
    else answerWith(() => page(story))(request, answer);
  });
  await fetchSource(researcher, id, never);
  const [snapshot, ...others] = await listSnapshots(researcher, id);
  if (!snapshot) throw new Error('nothing was kept');
  expect(others).toEqual([]);
  expect(snapshot).toMatchObject({
    ...{
      how: 'fetch',
      requestedUrl: url,
      finalUrl: new URL('/ukaz-702', url).href,
      outcome: 'good',
      httpStatus: 200,
    },
    ...{
      redirects: [{ url, status: 301 }],
      mediaType: 'text/html',
      bodyBytes: Buffer.byteLength(page(story)),
    },
    ...{ title: 'Указ № 702', publisher: 'ТАСС', publishedOn: '2024-08-19', language: 'ru' },
    ...{ textLength: story.trim().length, createdBy: 'The researcher' },
  });
  if (!snapshot.warcSha256) throw new Error('no WARC');
  expect(await snapshotText(researcher, snapshot.id)).toBe(story.trim());
  const main = await mainRecord(await readBlob(snapshot.warcSha256), 1_000_000);
  expect(Buffer.from(main?.body ?? []).toString()).toBe(page(story));
  const file = await snapshotFile(researcher, snapshot);
  expect(file).toMatchObject({ mediaType: 'text/html', name: `copy-${snapshot.id}.html` });
  expect(Buffer.from(file.bytes).toString()).toBe(page(story));
  expect(await snapshotPage(researcher, snapshot)).toContain(`<p>${story}</p>`);
  const archive = await snapshotArchive(researcher, snapshot);
  expect(archive.name).toBe(`copy-${snapshot.id}.warc.gz`);
  expect(Buffer.from(archive.bytes).equals(await readBlob(snapshot.warcSha256))).toBe(true);
  expect(await sourceHealth(researcher, id)).toMatchObject({ state: 'ok', failures: 0, changedAt: null });
  const events = await query(
    Prisma.sql`SELECT actor, action FROM event WHERE entity = 'snapshot' AND entity_id = ${snapshot.id}`,
  );
  expect(events).toEqual([{ actor: 'The researcher', action: 'create' }]);
  const compared = await query(
    Prisma.sql`SELECT data -> 'payload' AS payload FROM pgboss.job WHERE name = 'compare-quotes'`,
  );
  expect(compared).toEqual([{ payload: { snapshotId: snapshot.id } }]);
});

test('the same page makes no second snapshot; a changed one does, and shows; so does a dead one', async () => {
  let text = story;
  let status = 200;
  let visit = 0;
  const { id } = await source((request, answer) => {
    visit += 1;
    if (status === 200) answerWith(() => `${page(text)}<!-- visit ${visit} -->`)(request, answer);
    else answer.writeHead(status).end('nothing');
  });
  const check = async () => {
    await fetchSource(systemActor, id, never);
    const health = await sourceHealth(researcher, id);
    return { kept: (await listSnapshots(researcher, id)).length, state: health?.state };
  };
  expect(await check()).toEqual({ kept: 1, state: 'ok' });
  expect(await check()).toEqual({ kept: 1, state: 'ok' });
  text = story.replaceAll('без квоты', 'с квотой');
  expect(await check()).toEqual({ kept: 2, state: 'changed' });
  expect(await check()).toEqual({ kept: 2, state: 'changed' });
  text = story;
  expect(await check()).toEqual({ kept: 3, state: 'ok' });
  status = 404;
  expect(await check()).toEqual({ kept: 4, state: 'dead' });
  expect(await check()).toEqual({ kept: 4, state: 'dead' });
  expect((await listSnapshots(researcher, id))[0]).toMatchObject({ outcome: 'dead', httpStatus: 404 });
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(9)]);
  await uploadSnapshot(researcher, { sourceId: id, name: 'shot.png', bytes: png });
  expect((await listSourceHistory(researcher, id)).map(({ deed }) => deed)).toEqual([
    ...[
      'Copy uploaded',
      'Page found gone',
      'Page found changed',
      'Page found changed',
      'Page captured',
      'Added',
    ],
  ]);
});

test.each([
  ['a login wall', page('<form>Please log in to read on. <input type="password"></form>'), 'wall'],
  [
    'a soft 404',
    '<title>Page not found</title><p>There is nothing at this address, we are sorry to say so to you.',
    'soft_404',
  ],
  ['an empty shell', '<div id="root"></div><script src="/app.js"></script>', 'empty'],
  ['a program', '\x7fELF\x02\x01\x01\0\0\0', 'unreadable'],
])('%s is kept, and never counts as good', async (_, body, outcome) => {
  const { id } = await source((_request, answer) => answer.writeHead(200).end(body));
  await fetchSource(researcher, id, never);
  expect(await listSnapshots(researcher, id)).toMatchObject([{ outcome }]);
  expect((await sourceHealth(researcher, id))?.state).not.toBe('ok');
});

test('an address that is not public is refused and said so, unless it is allowed', async () => {
  let asked = 0;
  const { id } = await source((_, answer) => {
    asked += 1;
    answer.end('secret');
  });
  provideEnv({ CAPTURE_ALLOW: '' });
  await fetchSource(researcher, id, never);
  expect(asked).toBe(0);
  const [snapshot] = await listSnapshots(researcher, id);
  expect(snapshot).toMatchObject({ outcome: 'blocked', warcSha256: null, textSha256: null });
  expect(snapshot?.detail).toMatch(/^Only the ports 80 and 443 are fetched, not \d+\.$/);
});

test('the worker captures what was added; asked twice at once, once', async () => {
  let asked = 0;
  const { id } = await source((request, answer) => {
    asked += 1;
    answerWith(() => page(story))(request, answer);
  });
  await captureSource(researcher, { sourceId: id });
  const { stop } = await startJobs(requireDatabaseUrl(), [captureHandler]);
  onTestFinished(stop);
  await expect.poll(() => listSnapshots(researcher, id), { timeout: 20_000 }).toHaveLength(1);
  expect(asked).toBe(1);
});

test('links are checked again when their time has come: one of a host at a time, none of a deleted source', async () => {
  const { id } = await source(answerWith(() => page(story)));
  const { id: gone } = await source(answerWith(() => page(story)));
  for (const one of [id, gone]) await fetchSource(systemActor, one, never);
  await deleteSource(ledger.actors.editor, { id: gone, version: 1, reason: 'not needed' });
  await query(Prisma.sql`DELETE FROM source_health WHERE source_id NOT IN (${id}, ${gone})`);
  await query(Prisma.sql`DELETE FROM pgboss.job WHERE name = 'capture-source'`);
  expect(await recheckSources(systemActor)).toBe(0);
  const later = new Date(Date.now() + 8 * 86_400_000);
  onTestFinished(setClock(() => later));
  expect(await recheckSources(systemActor)).toBe(1);
  const jobs = await query<{ payload: unknown }>(
    Prisma.sql`SELECT data -> 'payload' AS payload FROM pgboss.job WHERE name = 'capture-source'`,
  );
  expect(jobs).toEqual([{ payload: { sourceId: id } }]);
});
