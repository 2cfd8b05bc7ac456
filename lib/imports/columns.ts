/** The columns of a file of claims that are read; lib/claims/export-queries.ts writes them. */
export const READ_COLUMNS = [
  'id',
  'version',
  'import_key',
  'statement',
  'topic',
  'status',
  'claimant',
  'claimed_on',
  'language',
  'original_wording',
  'fact',
  'value',
  'qualifier',
  'unit',
  'measure',
  'as_of',
  'rationale',
  'tags',
  'assignee',
  'priority',
  'source_urls',
  'stance',
  'valid_from',
  'valid_to',
] as const;
export type ReadColumn = (typeof READ_COLUMNS)[number];

/** What each column holds, for who makes a file. */
export const COLUMN_MEANINGS: Record<ReadColumn, string> = {
  id: 'The claim that the row changes, such as 17. Empty: a new claim.',
  version: 'The version that was exported. A claim that was changed since is refused.',
  import_key:
    'Your own key for the row, such as row-17. A second import of the same key changes the claim that the first one made.',
  statement: 'One checkable sentence. A new claim needs it.',
  topic: 'A topic of this ledger, by its key or name. A new claim needs it.',
  status: 'A verification status, such as unverified or false. A verdict needs a rationale.',
  claimant: 'Who made the claim. A new name is added.',
  claimed_on: 'When, as an EDTF date: 2024-08-19, 2024-08 or 2024.',
  language: 'The language of the wording, as a code: en, ru.',
  original_wording: 'The words as they were said.',
  fact: 'The key of the fact that the claim is about.',
  value: 'What the claim says it is, in the form of that fact.',
  qualifier: 'about, more than, almost or up to.',
  unit: 'The unit of the value, where the fact has none of its own.',
  measure: 'What is counted: applications, people, families …',
  as_of: 'The date that the value is for, as an EDTF date.',
  valid_from: 'From when the value held, as an EDTF date.',
  valid_to: 'Until when it held, that day among them.',
  rationale: 'Why the status is what it is.',
  tags: 'Separated by " | ". New ones are added.',
  assignee: 'Who works on it, by name or e-mail address.',
  priority: 'low, normal, high or urgent.',
  source_urls: 'Addresses of sources that the ledger has, separated by " | "; attached to new claims.',
  stance: 'How those sources bear on the claim: supports, refutes, mentions or origin.',
};

/** Columns of an export that the ledger works out itself. */
const DERIVED = [
  'supports',
  'refutes',
  'mentions',
  'independent_origins',
  'created_at',
  'updated_at',
  'link',
] as const;

/** The columns that say something of the fact. */
export const OF_VALUE = [
  'value',
  'qualifier',
  'unit',
  'measure',
  'as_of',
  'valid_from',
  'valid_to',
] as const satisfies readonly ReadColumn[];

/** More columns than any table of claims has are the sign of another file. */
export const MOST_COLUMNS = 200;

/** What becomes of a column: which one it is, or why it is not read. */
export type ColumnUse = ReadColumn | 'derived' | 'unknown';
export type FileColumn = { name: string; use: ColumnUse };

/** Whatever their case, and whether words are set apart by blanks, hyphens or underscores. */
function spelled(name: string): string {
  return name
    .replace(/^\uFEFF/, '')
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
}

function isReadColumn(name: string): name is ReadColumn {
  return READ_COLUMNS.some((column) => column === name);
}

/**
 * What each heading of a file is: by its name, or as somebody chose by its place (from 0; '' leaves it out). The message says why a
 * file of these headings cannot be read.
 */
export function readHeadings(
  names: readonly string[],
  chosen: Readonly<Record<string, string>> = {},
): { columns: FileColumn[]; problem: string | null } {
  const columns = names.slice(0, MOST_COLUMNS).map((name, place): FileColumn => {
    const asked = chosen[place];
    const own = asked ?? spelled(name);
    const use = isReadColumn(own) ? own : DERIVED.some((column) => column === own) ? 'derived' : 'unknown';
    return { name: printable(name), use };
  });
  return { columns, problem: problemOf(names, columns) };
}

function problemOf(names: readonly string[], columns: readonly FileColumn[]): string | null {
  if (names.length > MOST_COLUMNS)
    return `The first line has ${names.length.toLocaleString('en-GB')} columns; ${MOST_COLUMNS} are the most.`;
  const uses = columns.map(({ use }) => use);
  const twice = READ_COLUMNS.find((column) => uses.indexOf(column) !== uses.lastIndexOf(column));
  if (twice !== undefined) return `Two columns are read as ${twice}. Leave one of them out.`;
  if (!uses.some((use) => use !== 'derived' && use !== 'unknown'))
    return 'No column has a name that is known. The first line of the file must name its columns; choose what they are.';
  if (!uses.includes('statement') && !uses.includes('id') && !uses.includes('import_key'))
    return 'A column is missing: statement for new claims, or id for changes.';
  const ofValue = OF_VALUE.find((use) => uses.includes(use));
  if (ofValue !== undefined && !uses.includes('fact'))
    return `A column is missing: fact, which says what ${ofValue} is about.`;
  if (uses.includes('fact') && !uses.includes('value')) return 'A column is missing: value, beside fact.';
  return null;
}

/** The column of the rows that were left out that says why; it is not read again. */
export const WHY_COLUMN = 'why left out';

/**
 * The headings under which the cells of a file are read again as they were: a column that was chosen by hand has the name of what it
 * was read as, one that was left out none that is read. `place` is from 0.
 */
export function headingsAgain(columns: readonly FileColumn[]): { name: string; place: number }[] {
  return columns.flatMap(({ name, use }, place) => {
    if (use === 'unknown' && spelled(name) === spelled(WHY_COLUMN)) return [];
    if (isReadColumn(use)) return [{ name: spelled(name) === use ? name : use, place }];
    return [{ name: isReadColumn(spelled(name)) ? `${name} (not read)` : name, place }];
  });
}

/** A text of a foreign file, short and without what a database or a page cannot show. */
export function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, ' ')
    .trim()
    .slice(0, 80);
}
