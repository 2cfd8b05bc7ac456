import { readdir, readFile, rename, symlink } from 'node:fs/promises';
import path from 'node:path';

/** The name of the source map is all in which copies differ. */
const SOURCE_MAP = /\n\/\/# sourceMappingURL=.*\s*$/;

/**
 * Makes one file of the chunks of the server that have the same content, with links in the place of the others: Node loads a file
 * once, by where it really is. Turbopack writes a chunk for each set of routes that needs it (record 0044).
 */
export async function shareChunks(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  const first = new Map<string, string>();
  for (const name of names.filter((each) => each.endsWith('.js')).sort()) {
    const file = path.join(folder, name);
    const content = (await readFile(file, 'utf8')).replace(SOURCE_MAP, '');
    const same = first.get(content);
    if (same === undefined) {
      first.set(content, file);
      continue;
    }
    // A link under another name first: there is no moment at which the chunk is missing.
    const link = `${file}.link`;
    await symlink(path.relative(path.dirname(file), same), link);
    await rename(link, file);
  }
}
