import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { pack as tar, extract as untar } from 'tar-stream';
import { z } from 'zod';
import { CliError } from '../cli.ts';

// A backup is a .tar.gz: about.json, then tables/NAME/NUMBER (what COPY writes, cut into parts) and blobs/SHA256, then contents.json.

const FORMAT = 'claim-ledger backup 1';

/** What a backup says before anything else. */
const about = z.object({
  format: z.literal(FORMAT),
  /** ISO 8601 UTC: the moment of the snapshot. */
  at: z.string(),
  /** The migrations of the database, in their order. */
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
export type About = z.infer<typeof about>;

/** What a backup says at its end; one without it was never finished. */
const contents = z.object({
  rows: z.record(z.string(), z.number()),
  /** The last number that each sequence gave; null where it gave none. */
  sequences: z.record(z.string(), z.string().nullable()),
  /** SHA-256 of everything before, by name, in lower-case hex. */
  parts: z.record(z.string(), z.string()),
});
export type Contents = z.infer<typeof contents>;

export type Entry = { name: string; bytes: Buffer };

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export const aboutOf = (rest: Omit<About, 'format'>): About => ({ format: FORMAT, ...rest });

/** Writes an archive of these entries, whole or not at all, which only its owner can read. */
export async function writeArchive(file: string, entries: AsyncIterable<Entry>): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  const archive = tar();
  const mtime = new Date();
  const fill = async () => {
    for await (const { name, bytes } of entries)
      await new Promise<void>((resolve, reject) => {
        const sink = archive.entry({ name, size: bytes.length, mode: 0o600, mtime }, (error) =>
          error ? reject(error) : resolve(),
        );
        sink.end(bytes);
      });
    archive.finalize();
  };
  try {
    await Promise.all([
      pipeline(
        archive,
        createGzip(),
        createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true }),
      ),
      fill().catch((error: Error) => {
        archive.destroy(error);
        throw error;
      }),
    ]);
    await chmod(unfinished, 0o600);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** The entries of an archive, one after another. Throws CliError where it is no archive, or ends too early. */
export async function* readArchive(file: string): AsyncGenerator<Entry> {
  const archive = untar();
  const flow = pipeline(createReadStream(file), createGunzip(), archive);
  flow.catch(() => undefined);
  try {
    for await (const entry of archive) {
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      yield { name: entry.header.name, bytes: Buffer.concat(chunks) };
    }
    await flow;
  } catch (error) {
    if (error instanceof CliError || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      throw error;
    throw new CliError(
      `${file} is damaged, or no backup: ${error instanceof Error ? error.message : error}.`,
    );
  } finally {
    archive.destroy();
  }
}

/** Reads all of an archive and holds each part against its SHA-256. Throws CliError where anything is missing or is not what it was. */
export async function checkArchive(file: string): Promise<{ about: About; contents: Contents }> {
  const hashes: Record<string, string> = {};
  let first: unknown;
  let last: unknown;
  for await (const { name, bytes } of readArchive(file)) {
    if (name === 'contents.json') {
      last = JSON.parse(bytes.toString());
      continue;
    }
    if (name === 'about.json') first = JSON.parse(bytes.toString());
    hashes[name] = sha256(bytes);
  }
  const beginning = about.safeParse(first);
  if (!beginning.success) throw new CliError(`${file} is no backup that this version can read.`);
  const end = contents.safeParse(last);
  if (!end.success) throw new CliError(`${file} is damaged: it ends too early.`);
  const { parts } = end.data;
  const odd = [...new Set([...Object.keys(parts), ...Object.keys(hashes)])].find(
    (name) => parts[name] !== hashes[name],
  );
  if (odd !== undefined) throw new CliError(`${file} is damaged: ${odd} is not what was written.`);
  return { about: beginning.data, contents: end.data };
}
