import { diffArrays } from 'diff';

export type DiffPart = { kind: 'same' | 'removed' | 'added'; text: string };

/** Beyond so many words that come or go two texts are told as one replacing the other; it takes the square of it in steps. */
const MOST_EDITS = 2_000;
/** With less in common than this, word by word would be confetti. */
const LEAST_COMMON = 0.3;
const WORD = /[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu;

/** How one text became another, word by word: the parts that stayed or went give `from`, those that stayed or came give `to`. */
export function wordDiff(from: string, to: string): DiffPart[] {
  if (from === to) return joined([{ kind: 'same', text: from }]);
  const before = from.match(WORD) ?? [];
  const after = to.match(WORD) ?? [];
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const rest = Math.min(before.length, after.length) - head;
  while (tail < rest && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const old = before.slice(head, before.length - tail);
  const fresh = after.slice(head, after.length - tail);
  const parts = joined([
    { kind: 'same', text: before.slice(0, head).join('') },
    ...commonWords(old, fresh),
    { kind: 'same', text: before.slice(before.length - tail).join('') },
  ]);
  return isConfetti(parts, from, to) ? joined(replaced([from], [to])) : parts;
}

function replaced(old: string[], fresh: string[]): DiffPart[] {
  return [
    { kind: 'removed', text: old.join('') },
    { kind: 'added', text: fresh.join('') },
  ];
}

/** The shortest way from one to the other (Myers 1986); where it is long, one replaces the other. */
function commonWords(old: string[], fresh: string[]): DiffPart[] {
  const changes = diffArrays(old, fresh, { maxEditLength: MOST_EDITS });
  return (
    changes?.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    })) ?? replaced(old, fresh)
  );
}

/** Neighbours of one kind become one part; a blank alone between two changes goes with them. */
function joined(parts: DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  let removed = '';
  let added = '';
  const settle = () => {
    if (removed) result.push({ kind: 'removed', text: removed });
    if (added) result.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  parts.forEach((part, index) => {
    const next = parts[index + 1];
    const between =
      (removed || added) && part.kind === 'same' && /^\s+$/.test(part.text) && next && next.kind !== 'same';
    if (part.kind !== 'added' && (part.kind === 'removed' || between)) removed += part.text;
    if (part.kind !== 'removed' && (part.kind === 'added' || between)) added += part.text;
    if (part.kind !== 'same' || between || part.text === '') return;
    settle();
    const last = result.at(-1);
    if (last?.kind === 'same') last.text += part.text;
    else result.push({ ...part });
  });
  settle();
  return result;
}

function isConfetti(parts: DiffPart[], from: string, to: string): boolean {
  const kept = parts
    .filter((part) => part.kind === 'same')
    .reduce((sum, part) => sum + part.text.trim().length, 0);
  return kept < LEAST_COMMON * Math.min(from.length, to.length);
}

/** Long stretches that stayed are cut to their ends, so that the change is on the screen. */
export function shortened(parts: DiffPart[], around = 80): DiffPart[] {
  return parts.map((part, index) => {
    if (part.kind !== 'same' || part.text.length <= around * 3) return part;
    const start = index === 0 ? '' : upTo(part.text, around);
    const end = index === parts.length - 1 ? '' : from(part.text, around);
    return { kind: 'same', text: `${start} … ${end}` };
  });
}

function upTo(text: string, length: number): string {
  return text.slice(0, length).replace(/\S*$/, '');
}

function from(text: string, length: number): string {
  return text.slice(-length).replace(/^\S*/, '');
}
