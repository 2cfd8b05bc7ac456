import type { Encoding, Separator } from '#lib/core/text-encoding.ts';
import type { ReadColumn } from '#lib/imports/columns.ts';

export const ENCODING_LABELS: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little-endian)',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'windows-1252': 'Windows-1252 (Western)',
};

export const SEPARATOR_LABELS: Record<Separator, string> = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab' };

/** What each column takes, for whoever chooses what a column is. */
export const COLUMN_MEANINGS: Record<ReadColumn, string> = {
  id: 'number of the claim that the row changes; empty for a new one',
  version: 'version that the row was written against; a later change refuses it',
  import_key: 'a name of your own; the same key comes to the same claim',
  statement: 'the claim in one sentence',
  topic: 'name or short name of a topic that exists',
  status: 'unverified, in_review, true, false, …; a verdict needs a rationale',
  claimant: 'who made the claim; made where new',
  claimed_on: '2024, 2024-08, 2024-08-19, 2022/2023 or 2024~',
  language: 'tag such as en or ru; en where empty',
  original_wording: 'the words as they were',
  fact: 'short name of a fact that exists, such as visa.entries',
  value: 'what is asserted of the fact; unknown and none are values',
  qualifier: 'about, more_than, almost or up_to',
  unit: 'unit or currency of the value',
  measure: 'what is counted',
  as_of: 'date of the value',
  valid_from: 'from when the value held',
  valid_to: 'until when it held',
  rationale: 'what the evidence shows',
  tags: 'joined by " | "; made where new',
  assignee: 'name or e-mail of somebody with an account',
  priority: 'low, normal, high or urgent',
  source_urls: 'of new claims: addresses of known sources, joined by " | "',
  stance: 'of source_urls: supports, refutes, mentions or origin; mentions where empty',
};

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

export function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000)).toLocaleString('en-GB')} kB`;
  return `${(bytes / 1_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`;
}
