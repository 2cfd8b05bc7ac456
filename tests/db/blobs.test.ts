import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { blobKey, readBlob, writeBlob } from '#lib/core/blobs.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { provideEnv } from '#lib/core/env.ts';
import { signatureProblem } from '../support/aws-signature.ts';
import { ownDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { refusal } from '../support/ledger.ts';
import { serve } from '../support/loopback.ts';
import { runProgram, temporaryFolder } from '../support/scripts.ts';

ownDatabase();

const bytes = Buffer.from('Указ № 702\0\xff\xfe of 2024');
const key = blobKey(bytes);

/** Gives a test its storage, and the database back afterwards. */
function store(place: string, more: Record<string, string> = {}): void {
  provideEnv({ BLOB_STORE: place, ...more });
  onTestFinished(() => provideEnv({ BLOB_STORE: '', S3_ACCESS_KEY_ID: '', S3_SECRET_ACCESS_KEY: '' }));
}

/** A server of the S3 protocol with an empty bucket, behind one that demands a right signature. Answers its address and its folder. */
async function s3Server(): Promise<{ address: string; folder: string }> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const program = path.resolve(
    path.dirname(fileURLToPath(import.meta.resolve('s3rver'))),
    '../bin/s3rver.js',
  );
  const server = runProgram(process.execPath, [
    ...[program, '--directory', folder, '--address', '127.0.0.1', '--port', String(port)],
    ...['--configure-bucket', 'ledger'],
  ]);
  await server.says('listening');
  const front = await serve(async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url: target = '' } = request;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
    );
    const body = Buffer.concat(chunks);
    const problem = signatureProblem({ method, target, headers, body }, { S3RVER: 'S3RVER' });
    if (problem !== null) {
      answer.writeHead(403).end(`<Error><Code>${problem}</Code></Error>`);
      return;
    }
    const { authorization = '', 'x-amz-date': date = '', 'x-amz-content-sha256': hash = '' } = headers;
    const passed = await fetch(`http://127.0.0.1:${port}${target}`, {
      ...{ method, headers: { authorization, 'x-amz-date': date, 'x-amz-content-sha256': hash } },
      ...(method === 'PUT' && { body }),
    });
    answer.writeHead(passed.status).end(Buffer.from(await passed.arrayBuffer()));
  });
  return { address: `http://127.0.0.1:${front}/ledger/kept`, folder };
}

const s3Keys = { S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER' };

describe.each(['database', 'folder', 's3'] as const)('bytes in the %s', (kind) => {
  const places: { damage: (with_: string | null) => Promise<void> } = { damage: async () => undefined };

  const open = async () => {
    if (kind === 'database') {
      store('database');
      places.damage = async (text) => {
        await query(
          text === null
            ? Prisma.sql`DELETE FROM blob WHERE sha256 = ${key}`
            : Prisma.sql`UPDATE blob SET data = ${Buffer.from(text)}, size = ${text.length} WHERE sha256 = ${key}`,
        );
      };
      return;
    }
    let folder = await temporaryFolder();
    if (kind === 'folder') store(`folder:${folder}`);
    else {
      const server = await s3Server();
      folder = server.folder;
      store(`s3:${server.address}`, s3Keys);
    }
    places.damage = async (text) => {
      const names = await readdir(folder, { recursive: true });
      const files = names.filter((name) => path.basename(name).startsWith(key) && !/metadata|md5/.test(name));
      expect(files).not.toEqual([]);
      for (const name of files) {
        if (text === null) await rm(path.join(folder, name), { recursive: true });
        else await writeFile(path.join(folder, name), text);
      }
    };
  };

  test('come back as they were; a wrong or missing byte is an error that says so', async () => {
    await open();
    await query(Prisma.sql`DELETE FROM blob`);
    expect(await writeBlob(bytes)).toBe(key);
    expect(await writeBlob(bytes)).toBe(key);
    expect(Buffer.from(await readBlob(key)).equals(bytes)).toBe(true);
    const [kept] = await query(Prisma.sql`SELECT count(*)::int AS rows FROM blob`);
    expect(kept).toEqual({ rows: kind === 'database' ? 1 : 0 });
    await places.damage('x'.repeat(bytes.length));
    expect((await refusal(readBlob(key))).message).toBe(`The stored file ${key} is damaged.`);
    await places.damage(null);
    expect((await refusal(readBlob(key))).message).toBe(`The stored file ${key} is missing.`);
  });

  test('of 20 MB, and none', async () => {
    await open();
    const large = Buffer.alloc(20_000_000, 'abcdefg');
    expect(Buffer.from(await readBlob(await writeBlob(large))).equals(large)).toBe(true);
    expect(await readBlob(await writeBlob(new Uint8Array()))).toHaveLength(0);
  });
});

test('what the database kept before is still found after the storage was changed', async () => {
  await writeBlob(bytes);
  store(`folder:${await temporaryFolder()}`);
  expect(Buffer.from(await readBlob(key)).equals(bytes)).toBe(true);
});

test('a storage that refuses is told, with its code', async () => {
  const { address } = await s3Server();
  store(`s3:${address}`, { ...s3Keys, S3_ACCESS_KEY_ID: 'UNKNOWN' });
  const { code, message } = await refusal(writeBlob(bytes));
  expect(code).toBe('unavailable');
  expect(message).toMatch(/^The storage does not take the file: 403, InvalidAccessKeyId\.$/);
  store(`s3:${address}`, { ...s3Keys, S3_SECRET_ACCESS_KEY: 'WRONG' });
  const forged = await refusal(writeBlob(bytes));
  expect(forged.message).toBe('The storage does not take the file: 403, SignatureDoesNotMatch.');
  expect((await refusal(readBlob(key))).message).toMatch(/403, SignatureDoesNotMatch\.$/);
});

test('many writers of the same bytes into a folder leave one whole file', async () => {
  const folder = await temporaryFolder();
  store(`folder:${folder}`);
  await Promise.all(Array.from({ length: 20 }, () => writeBlob(bytes)));
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => path.basename(name).length >= 64,
  );
  expect(names.map((name) => path.basename(name))).toEqual([key]);
  expect((await readFile(path.join(folder, names[0] ?? ''))).equals(bytes)).toBe(true);
});
