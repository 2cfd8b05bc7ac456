import { changeStatusInput, editClaimInput } from '#lib/claims/schema.ts';
import { CLAIM_STATUSES, PRIORITIES, PRIORITY_LABELS, STATUS_LABELS } from '#lib/claims/vocabulary.ts';
import { parseEdtf } from '#lib/core/edtf.ts';
import { withFormula } from '#lib/core/formula.ts';
import { requiredLine } from '#lib/core/input.ts';
import { STANCE_LABELS, STANCES } from '#lib/evidence/vocabulary.ts';
import { type FactChoice, valueInput } from '#lib/facts/schema.ts';
import { parseUnit, parseValue } from '#lib/facts/value.ts';
import { QUALIFIER_LABELS, QUALIFIERS } from '#lib/facts/vocabulary.ts';
import { normaliseUrl } from '#lib/sources/url.ts';
import { tagSlug } from '#lib/tags/schema.ts';
import { type CellProblem, Cells } from './cells.ts';
import { type FileColumn, OF_VALUE, printable, type ReadColumn } from './columns.ts';

/** What a row names and must be there already. Keys are in lower case. */
export type LedgerNames = {
  topics: ReadonlyMap<string, number>;
  facts: ReadonlyMap<string, FactChoice>;
  /** Everybody of that name or address, and those of them who may be given work. */
  people: ReadonlyMap<string, { all: number[]; able: number[] }>;
  /** The slug of each tag by its exact name. */
  tags: ReadonlyMap<string, string>;
};

/** A row of the file, read: null where the file has no such column or the cell leaves things as they are. Days are YYYY-MM-DD. */
export type ReadRow = {
  line: number;
  claimId: number | null;
  version: number | null;
  importKey: string | null;
  statement: string | null;
  originalWording: string | null;
  language: string | null;
  claimant: string | null;
  claimedOn: string | null;
  claimedLower: string | null;
  claimedUpper: string | null;
  topicId: number | null;
  tagSlugs: string[] | null;
  tagNames: string[] | null;
  priority: string | null;
  people: number[] | null;
  able: number[] | null;
  status: string | null;
  rationale: string | null;
  factId: number | null;
  state: string | null;
  canonical: string | null;
  number: string | null;
  qualifier: string | null;
  unit: string | null;
  measure: string | null;
  asOf: string | null;
  asOfLower: string | null;
  asOfUpper: string | null;
  validFrom: string | null;
  validFromLower: string | null;
  validTo: string | null;
  validToUpper: string | null;
  urls: string[] | null;
  urlKeys: string[] | null;
  stance: string | null;
  /** As they stand in the file, by their place. */
  cells: string[];
  problems: CellProblem[];
};

const { statement, originalWording, language, claimedOn, tags } = editClaimInput.shape;
const { rationale } = changeStatusInput.shape;
const FIELDS = {
  statement,
  originalWording,
  language,
  claimedOn,
  tags,
  rationale,
  claimant: requiredLine(200, 'The claimant'),
  importKey: requiredLine(200, 'The import key'),
  valueText: valueInput.shape.text,
  unit: valueInput.shape.unit,
  measure: valueInput.shape.measure,
  asOf: valueInput.shape.asOf,
};

/** Reads the rows of one file by the rules of the forms. */
export class RowReader {
  readonly #columns: readonly FileColumn[];
  readonly #names: LedgerNames;

  constructor(columns: readonly FileColumn[], names: LedgerNames) {
    this.#columns = columns;
    this.#names = names;
  }

  /** Never throws for what a cell holds: what is wrong stands in `problems`. */
  read(line: number, cells: readonly string[]): ReadRow {
    const problems: CellProblem[] = [];
    const texts = cells.map(withFormula);
    const given = new Map<ReadColumn, string>();
    this.#columns.forEach(({ use }, place) => {
      if (use !== 'derived' && use !== 'unknown') given.set(use, texts[place] ?? '');
    });
    const surplus = cells.slice(this.#columns.length).some((cell) => cell.trim() !== '');
    if (surplus || cells.length < this.#columns.length)
      problems.push({
        column: '',
        value: '',
        message: `The row has ${cells.length} cells, the first line ${this.#columns.length}. A separator or a quote may be missing.`,
      });
    const cell = new Cells(given, problems);
    const dated = (column: ReadColumn) => this.#date(cell, column);
    const claimed = dated('claimed_on');
    return {
      line,
      claimId: cell.id('id', 'A claim has a whole number, such as 17; leave it empty for a new claim.'),
      version: cell.id('version', 'A version is a whole number, such as 3.'),
      importKey: cell.blank('import_key') ? null : cell.parsed('import_key', FIELDS.importKey),
      statement: cell.parsed('statement', FIELDS.statement),
      originalWording: cell.parsed('original_wording', FIELDS.originalWording),
      language: cell.parsed('language', FIELDS.language),
      claimant: cell.blank('claimant') ? cell.empty('claimant') : cell.parsed('claimant', FIELDS.claimant),
      claimedOn: claimed.date,
      claimedLower: claimed.lower,
      claimedUpper: claimed.upper,
      topicId: this.#topic(cell),
      ...this.#tags(cell),
      priority: cell.word('priority', PRIORITIES, PRIORITY_LABELS),
      ...this.#assignee(cell),
      status: cell.word('status', CLAIM_STATUSES, STATUS_LABELS),
      rationale: cell.parsed('rationale', FIELDS.rationale),
      ...this.#value(cell, dated),
      ...urlsOf(cell),
      stance: cell.word('stance', STANCES, STANCE_LABELS),
      cells: texts,
      problems,
    };
  }

  #date(cell: Cells, column: ReadColumn): ReadDate {
    const text = cell.text(column);
    if (text === null) return NO_DATE;
    const result = FIELDS.claimedOn.safeParse(text);
    if (!result.success) {
      cell.refuse(column, result.error.issues[0]?.message ?? 'This is no date.');
      return NO_DATE;
    }
    if (result.data === null) return NO_DATE;
    const read = parseEdtf(result.data);
    if (!read.ok) throw new Error(read.message);
    return { date: result.data, lower: read.date.lower, upper: read.date.upper };
  }

  #topic(cell: Cells): number | null {
    const text = cell.text('topic');
    if (text === null || text.trim() === '') return null;
    const id = this.#names.topics.get(text.trim().toLowerCase());
    if (id === undefined)
      cell.refuse('topic', 'There is no topic of that name. Topics are not made by an import.');
    return id ?? null;
  }

  #tags(cell: Cells): Pick<ReadRow, 'tagSlugs' | 'tagNames'> {
    const text = cell.text('tags');
    if (text === null) return { tagSlugs: null, tagNames: null };
    const names = cell.checked('tags', FIELDS.tags, listOf(text)) ?? [];
    const bySlug = new Map<string, string>();
    for (const name of names) {
      const slug = this.#names.tags.get(name) ?? tagSlug(name);
      if (slug === '')
        cell.refuse('tags', `“${printable(name)}” cannot be a tag: it needs a letter or a digit.`);
      else if (!bySlug.has(slug)) bySlug.set(slug, name);
    }
    return { tagSlugs: [...bySlug.keys()], tagNames: [...bySlug.values()] };
  }

  #assignee(cell: Cells): Pick<ReadRow, 'people' | 'able'> {
    const text = cell.text('assignee');
    if (text === null) return { people: null, able: null };
    if (text.trim() === '') return { people: [], able: [] };
    const found = this.#names.people.get(text.trim().toLowerCase());
    if (!found) cell.refuse('assignee', 'Nobody of that name or e-mail address has an account.');
    return { people: found?.all ?? [], able: found?.able ?? [] };
  }

  #value(cell: Cells, dated: (column: ReadColumn) => ReadDate): ValueCells {
    const slug = cell.text('fact');
    if (slug === null) return NO_VALUE;
    const said = OF_VALUE.find((name) => !cell.blank(name));
    if (slug.trim() === '') {
      if (said !== undefined) cell.refuse('fact', `The row has a ${said}, but no fact that it is about.`);
      return NO_VALUE;
    }
    const fact = this.#names.facts.get(slug.trim().toLowerCase());
    if (!fact) {
      cell.refuse('fact', 'There is no fact of that short name. Facts are not made by an import.');
      return NO_VALUE;
    }
    const text = cell.parsed('value', FIELDS.valueText) ?? '';
    const state = stateOf(text, fact);
    const parsed = parseValue(fact, { state, text });
    if (!parsed.ok) cell.refuse('value', parsed.message);
    const qualifier = cell.word('qualifier', QUALIFIERS, QUALIFIER_LABELS);
    const unit = state === 'known' ? parseUnit(fact, cell.parsed('unit', FIELDS.unit) ?? '') : NO_UNIT;
    if (!unit.ok) cell.refuse('unit', unit.message);
    const asOf = dated('as_of');
    const [from, to] = [dated('valid_from'), dated('valid_to')];
    return {
      factId: fact.id,
      state,
      canonical: parsed.ok ? parsed.canonical : null,
      number: parsed.ok ? parsed.number : null,
      qualifier: state === 'known' ? qualifier : null,
      unit: unit.ok ? unit.unit : null,
      measure: cell.parsed('measure', FIELDS.measure) || null,
      asOf: asOf.date,
      asOfLower: asOf.lower,
      asOfUpper: asOf.upper,
      validFrom: from.date,
      validFromLower: from.lower,
      validTo: to.date,
      validToUpper: to.upper,
    };
  }
}

type ValueCells = Pick<
  ReadRow,
  | 'factId'
  | 'state'
  | 'canonical'
  | 'number'
  | 'qualifier'
  | 'unit'
  | 'measure'
  | 'asOf'
  | 'asOfLower'
  | 'asOfUpper'
  | 'validFrom'
  | 'validFromLower'
  | 'validTo'
  | 'validToUpper'
>;

type ReadDate = { date: string | null; lower: string | null; upper: string | null };
const NO_DATE: ReadDate = { date: null, lower: null, upper: null };
const NO_UNIT = { ok: true as const, unit: null };
const NO_VALUE: ValueCells = {
  ...{ factId: null, state: null, canonical: null, number: null, qualifier: null },
  ...{ unit: null, measure: null, asOf: null, asOfLower: null, asOfUpper: null },
  ...{ validFrom: null, validFromLower: null, validTo: null, validToUpper: null },
};

/** "unknown" and "none" are states, unless the fact has such an answer. */
function stateOf(text: string, fact: FactChoice): 'known' | 'unknown' | 'none' {
  const word = text.toLowerCase();
  if (fact.options.some((option) => option.toLowerCase() === word)) return 'known';
  return word === 'unknown' || word === 'none' ? word : 'known';
}

/** What was joined by " | ". */
function listOf(text: string): string[] {
  return text
    .split(/\s+\|\s+/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function urlsOf(cell: Cells): Pick<ReadRow, 'urls' | 'urlKeys'> {
  const text = cell.text('source_urls');
  if (text === null) return { urls: null, urlKeys: null };
  const byKey = new Map<string, string>();
  for (const url of text.split(/\s+\|\s+|\s+/).filter((item) => item !== '' && item !== '|')) {
    const result = normaliseUrl(url.replace(/\p{Cc}/gu, '\uFFFD'));
    if (!result.ok) cell.refuse('source_urls', result.message);
    else if (!byKey.has(result.key)) byKey.set(result.key, result.url);
  }
  return { urls: [...byKey.values()], urlKeys: [...byKey.keys()] };
}
