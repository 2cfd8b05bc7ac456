import { diffArrays } from 'diff';
import { type DiffPart, wordDiff } from '#components/ui/word-diff.ts';

/** A stretch that stayed, came or went; or `folded`: so many characters are left out here. */
export type TextChange = DiffPart | { kind: 'folded'; characters: number };

/** Beyond so many lines that come or go, what is between the first and the last change is told as replaced. */
const MOST_EDITS = 3_000;
/** So much of what stayed is shown around a change, in characters. */
const AROUND = 240;
/** More of what came or went in one place is folded. */
const MOST_SHOWN = 20_000;
/** So many characters of changed lines are looked at word by word; the rest is told line by line. */
const MOST_WORDED = 100_000;

/**
 * How one text of a page became another: line by line, then word by word inside the lines that changed. Of what stayed the words
 * around each change are kept.
 */
export function textChanges(before: string, after: string): TextChange[] {
  const whole: DiffPart[] = [];
  let left = MOST_WORDED;
  for (const lines of changedLines(linesOf(before), linesOf(after))) {
    const length = lines.gone.length + lines.come.length;
    const worded = length <= left;
    if (worded) left -= length;
    for (const part of partsOf(lines, worded)) {
      const last = whole.at(-1);
      if (last && last.kind === part.kind) last.text += part.text;
      else if (part.text !== '') whole.push({ ...part });
    }
  }
  return whole.flatMap((part, at) => folded(part, at === 0, at === whole.length - 1));
}

function partsOf({ gone, come, same }: Lines, worded: boolean): DiffPart[] {
  if (same !== undefined) return [{ kind: 'same', text: same }];
  if (worded) return wordDiff(gone, come);
  return [
    { kind: 'removed', text: gone },
    { kind: 'added', text: come },
  ];
}

type Lines = { gone: string; come: string; same?: string };

/** With their line ends, so that put together they are the text. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function changedLines(before: string[], after: string[]): Lines[] {
  const found = diffArrays(before, after, { maxEditLength: MOST_EDITS });
  if (found === undefined) return [{ gone: before.join(''), come: after.join('') }];
  const lines: Lines[] = [];
  for (const { added, removed, value } of found) {
    const text = value.join('');
    const last = lines.at(-1);
    if (!added && !removed) lines.push({ gone: '', come: '', same: text });
    else if (last && last.same === undefined) last[added ? 'come' : 'gone'] += text;
    else lines.push({ gone: removed ? text : '', come: added ? text : '' });
  }
  return lines;
}

/** The text up to a place, without the word that the place cuts, unless that is longer than what is left. */
function wordsBefore(text: string, place: number): string {
  if (!/\S/.test(text.charAt(place))) return text.slice(0, place);
  const cut = text.slice(0, place);
  const words = cut.replace(/\S+$/, '');
  return words.length * 2 < place ? cut : words;
}

/** The text from a place on, likewise. */
function wordsAfter(text: string, place: number): string {
  const rest = text.slice(place);
  if (!/\S/.test(text.charAt(place - 1))) return rest;
  const words = rest.replace(/^\S+/, '');
  return words.length * 2 < rest.length ? rest : words;
}

function folded(part: DiffPart, first: boolean, last: boolean): TextChange[] {
  const { kind, text } = part;
  const most = kind === 'same' ? 3 * AROUND : MOST_SHOWN;
  if (text.length <= most) return [part];
  const shown = kind === 'same' ? AROUND : MOST_SHOWN / 2;
  const head = kind === 'same' && first ? '' : wordsBefore(text, shown);
  const tail = kind === 'same' && last ? '' : wordsAfter(text, text.length - shown);
  const characters = text.length - head.length - tail.length;
  const ends = (words: string): TextChange[] => (words === '' ? [] : [{ kind, text: words }]);
  return [...ends(head), { kind: 'folded', characters }, ...ends(tail)];
}
