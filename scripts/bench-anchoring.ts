import { parseArgs } from 'node:util';
import { type Anchoring, anchor, describe, type Selectors } from '#lib/quotes/anchor.ts';
import { readable } from '#lib/quotes/typeset.ts';
import { CliError, runMain } from './cli.ts';

const USAGE = `npm run bench:anchoring -- [--cases N] [--length N] [--seed N]

Quotes are taken from made-up Russian and English texts, the texts are changed, and each quote is looked for again.

  --cases    quotes, 1000 if not given
  --length   length of a text in characters, 200000 if not given
  --seed     another seed makes other texts`;

const SYLLABLES = {
  ru: 'по ста ре во на про ви за ка ни ко ра го ло ти ме сто ва но ле ди при от пере ность ение овать ский ция мент граф лог'.split(
    ' ',
  ),
  en: 'con ter in al re de ment tion per mis sion vis a val ue law ap pli cant min is try of fi cial de cree coun try ing er ly'.split(
    ' ',
  ),
};
type Language = keyof typeof SYLLABLES;
type Random = () => number;

/** mulberry32 */
function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(items: readonly T[], next: Random): T => items[Math.floor(next() * items.length)] as T;

/** Words as frequent as words are (Zipf), so that stretches resemble one another as they do in real texts. */
function makeText(language: Language, length: number, next: Random): string {
  const lexicon = Array.from({ length: 4_000 }, () =>
    Array.from({ length: 1 + Math.floor(next() * 4) }, () => pick(SYLLABLES[language], next)).join(''),
  );
  const parts: string[] = [];
  for (let size = 0, index = 0; size < length; index++) {
    const word = lexicon[Math.floor(lexicon.length ** next()) - 1] ?? '';
    const end = index % 14 === 13 ? (index % 70 === 69 ? '.\n\n' : '. ') : next() < 0.08 ? ', ' : ' ';
    parts.push(index % 14 === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word, end);
    size += word.length + end.length;
  }
  return parts.join('');
}

type Case = { text: string; selectors: Selectors; start: number; end: number };
/** What is done to a text; answers where the quote then stands, null where it stands no more. */
type Change = (one: Case, next: Random) => { text: string; at: [number, number] | null };

const typeset = (text: string) =>
  text
    .replace(/ /g, (_, at: number) => (at % 11 === 0 ? '\n' : at % 7 === 0 ? '\u00A0' : ' '))
    .replace(/(\p{L}{4})(?=\p{L}{3})/gu, (part, _, at: number) =>
      at % 5 === 0 ? `${part}-\n` : at % 3 === 0 ? `${part}\u00AD` : part,
    );

function replaced({ text, start, end }: Case, quote: string) {
  return {
    text: text.slice(0, start) + quote + text.slice(end),
    at: [start, start + quote.length] as [number, number],
  };
}

function edit(quote: string, share: number, next: Random): string {
  return quote
    .split(' ')
    .flatMap((word) =>
      next() < share ? pick([[], [word, 'новое'], ['other'], [word.slice(1)]], next) : [word],
    )
    .join(' ');
}

const CHANGES: Record<string, Change> = {
  'text put in before': ({ text, start, end }, next) => {
    const more = makeText('en', 3_000, next);
    const at = Math.floor(next() * start);
    return { text: text.slice(0, at) + more + text.slice(at), at: [start + more.length, end + more.length] };
  },
  'text taken away before': ({ text, start, end }, next) => {
    const cut = Math.floor(next() * start);
    return { text: text.slice(cut), at: [start - cut, end - cut] };
  },
  'paragraph moved': ({ text, start, end }) => {
    const block = text.slice(start, end);
    const rest = `${text.slice(0, start)}${text.slice(end)}`;
    return { text: `${rest}\n\n${block}`, at: [rest.length + 2, rest.length + 2 + block.length] };
  },
  'set anew': ({ text, start, end }) => {
    const before = typeset(text.slice(0, start));
    const quote = typeset(text.slice(start, end));
    return {
      text: before + quote + typeset(text.slice(end)),
      at: [before.length, before.length + quote.length],
    };
  },
  'one word in ten changed': (one, next) =>
    replaced(one, edit(one.text.slice(one.start, one.end), 0.1, next)),
  'one word in five changed': (one, next) =>
    replaced(one, edit(one.text.slice(one.start, one.end), 0.2, next)),
  'changed and set anew': (one, next) => {
    const quote = typeset(edit(one.text.slice(one.start, one.end), 0.1, next));
    const before = typeset(one.text.slice(0, one.start));
    return {
      text: before + quote + typeset(one.text.slice(one.end)),
      at: [before.length, before.length + quote.length],
    };
  },
  'taken out': ({ text, start, end }) => ({ text: text.slice(0, start) + text.slice(end), at: null }),
};

type Tally = { cases: number; found: number; wrong: number; ms: number[] };

function isRight(anchoring: Anchoring, at: [number, number] | null): boolean {
  if (anchoring.outcome === 'missing' || at === null) return false;
  const common = Math.min(anchoring.end, at[1]) - Math.max(anchoring.start, at[0]);
  return common >= 0.7 * Math.max(at[1] - at[0], anchoring.end - anchoring.start);
}

const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? 0;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '1000' },
      length: { type: 'string', default: '200000' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const [cases, length, seed] = [values.cases, values.length, values.seed].map(Number) as [
    number,
    number,
    number,
  ];
  if (![cases, length, seed].every((number) => Number.isInteger(number) && number > 0) || length < 5_000)
    throw new CliError(
      '--cases, --length and --seed are whole numbers; a text has at least 5000 characters.',
    );
  const next = random(seed);
  const texts = (['ru', 'en'] as const).map((language) => makeText(language, length, next));
  const tallies = new Map<string, Tally>();
  const preparing: number[] = [];
  const names = Object.keys(CHANGES);
  for (let index = 0; index < cases; index++) {
    const name = names[index % names.length] ?? '';
    const text = texts[Math.floor(index / names.length) % 2] ?? '';
    const from = Math.floor(1_000 + next() * (text.length - 3_000));
    const chosen = describe(
      text,
      text.indexOf(' ', from),
      text.indexOf(' ', from + Math.floor(30 + next() ** 2 * 600)),
    );
    const one = { text, selectors: chosen, start: chosen.start ?? 0, end: chosen.end ?? 0 };
    const { text: changed, at } = (CHANGES[name] as Change)(one, next);
    const begin = performance.now();
    const page = readable(changed);
    const prepared = performance.now();
    const anchoring = anchor(page, chosen);
    preparing.push(prepared - begin);
    const tally = tallies.get(name) ?? { cases: 0, found: 0, wrong: 0, ms: [] };
    tally.cases++;
    tally.ms.push(performance.now() - prepared);
    const right = isRight(anchoring, at);
    if (right) tally.found++;
    else if (anchoring.outcome !== 'missing') tally.wrong++;
    tallies.set(name, tally);
  }
  const row = ({ cases: all, found, wrong, ms }: Tally) => ({
    cases: all,
    'found again': `${((100 * found) / all).toFixed(1)} %`,
    'wrongly found': wrong,
    'p50 ms': Number(quantile(ms, 0.5).toFixed(2)),
    'p95 ms': Number(quantile(ms, 0.95).toFixed(2)),
    'max ms': Number(quantile(ms, 1).toFixed(2)),
  });
  const there = [...tallies].filter(([name]) => name !== 'taken out').map(([, tally]) => tally);
  const total = {
    cases: there.reduce((sum, tally) => sum + tally.cases, 0),
    found: there.reduce((sum, tally) => sum + tally.found, 0),
    wrong: there.reduce((sum, tally) => sum + tally.wrong, 0),
    ms: there.flatMap((tally) => tally.ms),
  };
  console.table(
    Object.fromEntries([
      ...[...tallies].map(([name, tally]) => [name, row(tally)]),
      ['all that are there', row(total)],
    ]),
  );
  console.log(
    `Making a text of ${length.toLocaleString('en-GB')} characters comparable, once for all its quotes: p50 ${quantile(preparing, 0.5).toFixed(1)} ms, p95 ${quantile(preparing, 0.95).toFixed(1)} ms.`,
  );
}

await runMain(main);
