import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { run } from '../../scripts/processes.ts';

/** The number of every process with that of its parent. */
async function parents(): Promise<[pid: number, parent: number][]> {
  if (!existsSync('/proc/self/stat')) {
    const lines = (await run('ps', ['-axo', 'pid=,ppid='])).trim().split('\n');
    return lines.map((line) => {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      return [pid ?? 0, parent ?? 0];
    });
  }
  return readdirSync('/proc').flatMap((name): [number, number][] => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]];
    } catch {
      return []; // It ended while we were reading.
    }
  });
}

/** A process and everything below it. */
export async function processTree(root: number): Promise<number[]> {
  const all = await parents();
  const tree = [root];
  for (const pid of tree) tree.push(...all.filter(([, parent]) => parent === pid).map(([child]) => child));
  return tree;
}
