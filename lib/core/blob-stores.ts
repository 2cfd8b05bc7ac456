import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AwsClient } from 'aws4fetch';
import { Prisma, query } from './db.ts';
import type { BlobPlace } from './env.ts';
import { AppError } from './errors.ts';

/** Where bytes are kept by their key. A key is written once and never means anything else. */
export interface BlobStore {
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** null where there is nothing of that key. */
  read(key: string): Promise<Uint8Array | null>;
}

export function openStore(place: BlobPlace): BlobStore {
  switch (place.kind) {
    case 'database':
      return databaseStore;
    case 'folder':
      return folderStore(place.folder);
    case 's3':
      return s3Store(place);
  }
}

export const databaseStore: BlobStore = {
  write: async (key, bytes) => {
    await query(Prisma.sql`
      INSERT INTO blob (sha256, size, data) VALUES (${key}, ${bytes.byteLength}, ${Buffer.from(bytes)}) ON CONFLICT DO NOTHING`);
  },
  read: async (key) => {
    const [row] = await query<{ data: Buffer }>(Prisma.sql`SELECT data FROM blob WHERE sha256 = ${key}`);
    return row?.data ?? null;
  },
};

/** FOLDER/ab/cd/abcd…; a file has its name only when all of it is on the disk. */
function folderStore(folder: string): BlobStore {
  const fileOf = (key: string) => path.join(folder, key.slice(0, 2), key.slice(2, 4), key);
  return {
    write: async (key, bytes) => {
      const file = fileOf(key);
      const there = await stat(file).catch(absent);
      if (there?.size === bytes.byteLength) return;
      await mkdir(path.dirname(file), { recursive: true });
      const unfinished = `${file}.${randomUUID()}`;
      try {
        const handle = await open(unfinished, 'wx', 0o640);
        try {
          await handle.writeFile(bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(unfinished, file);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    read: (key) => readFile(fileOf(key)).catch(absent),
  };
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** ADDRESS/abcd… of any S3-compatible storage, addressed by path. */
function s3Store({ address, region, accessKeyId, secretAccessKey }: BlobPlace & { kind: 's3' }): BlobStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 });
  const urlOf = (key: string) => `${address}/${key}`;
  return {
    write: async (key, bytes) => {
      const answer = await client.fetch(urlOf(key), {
        method: 'PUT',
        body: Buffer.from(bytes),
        headers: { 'x-amz-content-sha256': key, 'Content-Type': 'application/octet-stream' },
      });
      if (!answer.ok) throw await s3Failure('take', answer);
    },
    read: async (key) => {
      const answer = await client.fetch(urlOf(key));
      if (answer.status === 404) return null;
      if (!answer.ok) throw await s3Failure('give', answer);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}

async function s3Failure(verb: string, answer: Response): Promise<AppError> {
  const code = /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1] ?? 'no code';
  return new AppError('unavailable', `The storage does not ${verb} the file: ${answer.status}, ${code}.`);
}
