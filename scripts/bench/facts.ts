import { systemActor } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import { saidFacts } from '#lib/facts/queries.ts';
import { sheetFact } from '#lib/facts/sheet.ts';
import { keptSheet } from '#lib/facts/sheet-queries.ts';

type Measured = { step: string; 'median ms': number; 'slowest ms': number };

/**
 * Reading the evidence of each fact of the first programme and weighing it, alone, after one run that is not counted; then the sheet that
 * pages read, from nothing and once it is kept.
 */
export async function measureFacts(runs: number): Promise<Measured[]> {
  try {
    const programme = await prisma().programme.findFirstOrThrow({ orderBy: { id: 'asc' } });
    const facts = await prisma().fact.findMany({
      where: { programmeId: programme.id },
      select: { id: true },
    });
    const reading: number[] = [];
    const weighing: number[] = [];
    let values = 0;
    for (let run = 0; run <= runs; run += 1)
      for (const { id } of facts) {
        const begin = performance.now();
        const said = await saidFacts(systemActor, programme.id, { factIds: [id] });
        const read = performance.now();
        for (const fact of said) values += sheetFact(fact).values.length;
        if (run === 0) continue;
        reading.push(read - begin);
        weighing.push(performance.now() - read);
      }
    console.log(`${facts.length} facts, ${values / (runs + 1)} values`);
    const begin = performance.now();
    while ((await keptSheet(systemActor, programme.id)).facts === null);
    const whole = performance.now() - begin;
    const looking: number[] = [];
    for (let run = 0; run < 50; run += 1) {
      const look = performance.now();
      await keptSheet(systemActor, programme.id);
      looking.push(performance.now() - look);
    }
    return [
      measured('read the evidence of a fact', reading),
      measured('weigh it', weighing),
      measured('the whole sheet from nothing', [whole]),
      measured('the sheet that is kept', looking),
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
