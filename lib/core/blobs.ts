import { createHash } from 'node:crypto';
import { Prisma, prisma, query } from './db.ts';
import { AppError } from './errors.ts';

/** The key of these bytes: their SHA-256 in lower-case hex. */
export function blobKey(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Keeps bytes and answers their key; the same bytes are kept once. */
export async function writeBlob(bytes: Uint8Array): Promise<string> {
  const key = blobKey(bytes);
  await prisma().$executeRaw`
    INSERT INTO blob (sha256, size, data) VALUES (${key}, ${bytes.byteLength}, ${bytes}) ON CONFLICT DO NOTHING`;
  return key;
}

/** The bytes of that key. Throws `unavailable` where they are gone, or are not what they were. */
export async function readBlob(key: string): Promise<Uint8Array> {
  const [row] = await query<{ data: Buffer }>(Prisma.sql`SELECT data FROM blob WHERE sha256 = ${key}`);
  if (row === undefined) throw new AppError('unavailable', `The stored file ${key} is missing.`);
  if (blobKey(row.data) !== key) throw new AppError('unavailable', `The stored file ${key} is damaged.`);
  return row.data;
}
