import type { SheetFact } from './sheet.ts';
import { compareText } from './weighing.ts';

/**
 * What was weighed of a fact, as one text that is equal where the same counts: its values with their dates and verdicts, and
 * each voice with its grades and weight. A copy of a source already counted changes nothing of it.
 */
export function evidenceText(fact: Pick<SheetFact, 'values'>): string {
  const parts = fact.values.map(({ text, dates, statuses, weighed }) =>
    JSON.stringify([text, dates, [...statuses].sort(compareText), weighed.outcome, weighed.reasons()]),
  );
  return parts.sort(compareText).join('\n');
}
