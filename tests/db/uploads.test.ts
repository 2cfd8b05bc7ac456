import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { readBlob } from '#lib/core/blobs.ts';
import { snapshotArchive, snapshotFile, snapshotPage } from '#lib/snapshots/archive-queries.ts';
import { listSnapshots, snapshotText } from '#lib/snapshots/queries.ts';
import { uploadSnapshot } from '#lib/snapshots/upload-mutations.ts';
import { writeWarc } from '#lib/snapshots/warc.ts';
import { addSource } from '#lib/sources/mutations.ts';
import { addSourceInput } from '#lib/sources/schema.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeLedger, refusal } from '../support/ledger.ts';

ownDatabase();

let ledger: Ledger;
let sourceId: number;
beforeAll(async () => {
  ledger = await makeLedger();
  const form = { url: '', title: 'A scan', titleExact: true, publisher: '', kind: 'official', language: '' };
  const input = addSourceInput.parse({ ...form, publishedOn: '', idempotencyKey: randomUUID() });
  sourceId = (await addSource(ledger.actors.researcher, input)).id;
});

const story = 'Указ № 702 позволяет подать заявление без квоты и без экзамена. '.repeat(8).trim();
const page = Buffer.from(`<!doctype html><title>Указ</title><p>${story}`);

function upload(name: string, bytes: Uint8Array, role: 'viewer' | 'researcher' = 'researcher') {
  return uploadSnapshot(ledger.actors[role], { sourceId, name, bytes });
}

async function kept(name: string, bytes: Uint8Array) {
  const { id } = await upload(name, bytes);
  const [latest] = await listSnapshots(ledger.actors.viewer, sourceId);
  expect(latest).toMatchObject({
    id,
    how: 'upload',
    fileName: name,
    bodyBytes: bytes.byteLength,
    requestedUrl: null,
  });
  if (!latest?.bodySha256) throw new Error('no file');
  expect(Buffer.from(await readBlob(latest.bodySha256)).equals(bytes)).toBe(true);
  return { latest, text: await snapshotText(ledger.actors.viewer, id) };
}

const exchange = (path: string, type: string, body: Uint8Array) => ({
  url: `https://example.org${path}`,
  answer: {
    ...{
      status: 200,
      statusText: 'OK',
      headers: [['Content-Type', type]] as const,
      body,
      address: '192.0.2.1',
    },
    request: { path, headers: [['Host', 'example.org']] as const },
  },
});
const archiveOf = (...exchanges: ReturnType<typeof exchange>[]) =>
  writeWarc(exchanges, new Date('2026-01-01T00:00:00Z'), {});
const warc = () => archiveOf(exchange('/ukaz', 'text/html', page));

test('a page is kept with its text, whatever its name says', async () => {
  const { latest, text } = await kept('scan.pdf', page);
  expect(latest).toMatchObject({ mediaType: 'text/html', outcome: 'good', title: 'Указ', warcSha256: null });
  expect(text).toBe(story);
});

test('a WARC and a WACZ are kept with the text of their page', async () => {
  const bytes = await warc();
  for (const [name, file, mediaType] of [
    ['page.warc.gz', bytes, 'application/warc'],
    ['page.warc', new Uint8Array(gunzipSync(bytes)), 'application/warc'],
    [
      'page.wacz',
      zipSync({ 'datapackage.json': Buffer.from('{}'), 'archive/data.warc.gz': [bytes, { level: 0 }] }),
      'application/wacz',
    ],
  ] as const) {
    const { latest, text } = await kept(name, file);
    expect(latest).toMatchObject({ mediaType, outcome: 'good', finalUrl: 'https://example.org/ukaz' });
    expect(latest.warcSha256).toBe(latest.bodySha256);
    expect(text).toBe(story);
    expect(Buffer.from((await snapshotFile(ledger.actors.viewer, latest)).bytes).equals(page)).toBe(true);
    const archive = await snapshotArchive(ledger.actors.viewer, latest);
    expect(archive).toMatchObject({ mediaType, name: name.replace('page', `copy-${latest.id}`) });
    expect(Buffer.from(archive.bytes).equals(Buffer.from(file))).toBe(true);
  }
});

test('an archived page is shown with the pictures and styles that its archive holds', async () => {
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(40)]);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const styled = `<!doctype html><title>Указ</title><link rel="stylesheet" href="/look.css?a=1&amp;b=2#top"><link rel=stylesheet media=print href=/print.css>
    <p class="a">${story}<img src="../seal.png" alt="Seal"><img src="/evil.png" alt="Evil"><img src="/absent.png" alt="Absent">`;
  const bytes = await archiveOf(
    exchange('/a/ukaz', 'text/html', Buffer.from(styled)),
    exchange(
      '/look.css?a=1&b=2',
      'text/css; charset=utf-8',
      Buffer.from('.a{color:red;background:url(/seal.png)}</style>'),
    ),
    exchange('/print.css', 'text/css', Buffer.from('.a{display:none}')),
    exchange('/seal.png', 'application/octet-stream', png),
    exchange('/evil.png', 'image/png', svg),
  );
  const { latest } = await kept('page.warc.gz', bytes);
  const shown = await snapshotPage(ledger.actors.viewer, latest);
  expect(shown).toContain('<style>.a{color:red}');
  expect(shown).toContain(`<img src="data:image/png;base64,${png.toString('base64')}" alt="Seal" />`);
  for (const name of ['Evil', 'Absent']) expect(shown).toContain(`<span data-absent>${name}</span>`);
  expect(shown).not.toMatch(/display:none|url\(|<script|svg/);
});

test('an image is kept without a text; a wall is no good capture as a file either', async () => {
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)]);
  expect((await kept('shot.png', png)).latest).toMatchObject({
    mediaType: 'image/png',
    outcome: 'good',
    textLength: 0,
  });
  const [picture] = await listSnapshots(ledger.actors.viewer, sourceId);
  if (!picture) throw new Error('nothing was kept');
  expect((await refusal(snapshotPage(ledger.actors.viewer, picture))).code).toBe('not_found');
  expect((await refusal(snapshotArchive(ledger.actors.viewer, picture))).code).toBe('not_found');
  const wall = Buffer.from('<!doctype html><p>Please log in to read on.<input type="password">');
  expect((await kept('wall.html', wall)).latest.outcome).toBe('wall');
});

test.each([
  ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0', 'latin1')],
  ['a Word file', zipSync({ 'word/document.xml': Buffer.from('<w/>') })],
  ['a broken PDF', Buffer.from('%PDF-1.7\nnothing')],
  ['gzip that is no WARC', gzipSync('hello')],
  ['a ZIP that is none', Buffer.from('PK\x03\x04 datapackage.json')],
])('%s is refused', async (_, bytes) => {
  const before = (await listSnapshots(ledger.actors.viewer, sourceId)).length;
  expect((await refusal(upload('file', bytes))).code).toBe('invalid');
  expect(await listSnapshots(ledger.actors.viewer, sourceId)).toHaveLength(before);
});

test('it needs a right and a source', async () => {
  expect((await refusal(upload('a.html', page, 'viewer'))).code).toBe('forbidden');
  const lost = uploadSnapshot(ledger.actors.editor, { sourceId: 2_000_000, name: 'a.html', bytes: page });
  expect((await refusal(lost)).code).toBe('not_found');
});
