import path from 'node:path';
import type { Env } from '#lib/core/env.ts';
import { newPrivateKey } from '#lib/core/signature.ts';
import { CliError } from './cli.ts';
import { makePrivateFile, makePrivateFolder, readIfThere } from './private-files.ts';

const HEADER = '-----BEGIN PRIVATE KEY-----';
const FOOTER = '-----END PRIVATE KEY-----';

const fileOf = (dataDir: string) => path.join(dataDir, 'seal-key.pem');

/** The private key that signs the seals of the history: SEAL_KEY, or what lies in the data folder. Throws CliError where that is none. */
export async function keptSealKey({ sealKey, dataDir }: Env): Promise<string | undefined> {
  if (sealKey !== undefined) return sealKey;
  const text = await readIfThere(fileOf(dataDir));
  if (text === undefined) return undefined;
  const body = text.split('\n').find((line) => /^MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/]{43}$/.test(line));
  if (body === undefined) throw new CliError(`${fileOf(dataDir)} holds no Ed25519 private key.`);
  return body;
}

/** The same, made where there is none yet; who asks at the same moment gets the same one. */
export async function demandSealKey(settings: Env): Promise<string> {
  const kept = await keptSealKey(settings);
  if (kept !== undefined) return kept;
  await makePrivateFolder(settings.dataDir);
  await makePrivateFile(fileOf(settings.dataDir), `${HEADER}\n${newPrivateKey()}\n${FOOTER}\n`);
  const made = await keptSealKey(settings);
  if (made === undefined) throw new CliError(`${fileOf(settings.dataDir)} was taken away as it was made.`);
  return made;
}
