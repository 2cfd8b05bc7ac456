import { systemActor } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import { saidFacts } from '#lib/facts/queries.ts';
import { buildSheet, type SaidFact } from '#lib/facts/sheet.ts';

type Measured = { step: string; 'median ms': number; 'slowest ms': number };

/** Reading the evidence of all facts of the first programme, resolving it, and both; the first run is not counted. */
export async function measureFacts(runs: number): Promise<Measured[]> {
  try {
    const programme = await prisma().programme.findFirstOrThrow({ orderBy: { id: 'asc' } });
    const reading: number[] = [];
    const resolving: number[] = [];
    let facts: SaidFact[] = [];
    for (let run = 0; run <= runs; run += 1) {
      const begin = performance.now();
      facts = await saidFacts(systemActor, programme.id);
      const read = performance.now();
      buildSheet(facts);
      if (run > 0) {
        reading.push(read - begin);
        resolving.push(performance.now() - read);
      }
    }
    const values = facts.reduce((sum, fact) => sum + fact.values.length, 0);
    console.log(`${facts.length} facts, ${values} values`);
    return [
      measured('read the evidence', reading),
      measured('resolve', resolving),
      measured(
        'all',
        reading.map((time, at) => time + (resolving[at] ?? 0)),
      ),
    ];
  } finally {
    await prisma().$disconnect();
  }
}

function measured(step: string, times: readonly number[]): Measured {
  const sorted = [...times].sort((a, b) => a - b);
  const rounded = (time: number | undefined) => Number((time ?? 0).toFixed(1));
  return {
    step,
    'median ms': rounded(sorted[Math.floor(sorted.length / 2)]),
    'slowest ms': rounded(sorted.at(-1)),
  };
}
