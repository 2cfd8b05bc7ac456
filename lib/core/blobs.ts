import { createHash } from 'node:crypto';
import { databaseStore, openStore } from './blob-stores.ts';
import { env } from './env.ts';
import { AppError } from './errors.ts';

/** The key of these bytes: their SHA-256 in lower-case hex. */
export function blobKey(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Keeps bytes where BLOB_STORE says and answers their key; the same bytes are kept once. */
export async function writeBlob(bytes: Uint8Array): Promise<string> {
  const key = blobKey(bytes);
  await openStore(env().blobPlace).write(key, bytes);
  return key;
}

/**
 * The bytes of that key; from the database too where they were kept there before BLOB_STORE was set. Throws `unavailable` where
 * they are gone, or are not what they were.
 */
export async function readBlob(key: string): Promise<Uint8Array> {
  const { blobPlace } = env();
  const found = (await openStore(blobPlace).read(key)) ?? (await databaseStore.read(key));
  if (found === null) throw new AppError('unavailable', `The stored file ${key} is missing.`);
  if (blobKey(found) !== key) throw new AppError('unavailable', `The stored file ${key} is damaged.`);
  return found;
}
