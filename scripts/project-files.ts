import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The files of the project, relative to its root, sorted: what git tracks and what it would track,
 * so that a check says the same before and after a commit. Throws where there is no git checkout.
 */
export function projectFiles(root: string): string[] {
  // A clone may belong to somebody else than who runs the tests; git refuses that unless told.
  const listed = execFileSync(
    'git',
    ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const names = new Set(listed.split('\0').filter((name) => name !== ''));
  return [...names].filter((name) => existsSync(path.join(root, name))).sort();
}
