import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { AppError } from './errors.ts';
import {
  BadByte,
  byteOrderMark,
  detectEncoding,
  type Encoding,
  HEAD_BYTES,
  SEPARATORS,
  type Separator,
  StrictDecoder,
} from './text-encoding.ts';

/** A record and the line of the file in which it begins, from 1. */
export type CsvRecord = { line: number; cells: string[] };

/** Longest record, in bytes. A cell that nobody closes would otherwise take the rest of the file into memory. */
const LONGEST_RECORD = 1_048_576;

/** How a file is written, by its beginning: its encoding and the separator that cuts the first record into the most cells. */
export function detectFormat(
  head: Uint8Array,
  said: { encoding?: Encoding | undefined; separator?: Separator | undefined } = {},
): { encoding: Encoding; separator: Separator; records: string[][] } {
  const encoding = said.encoding ?? detectEncoding(head);
  let best: { encoding: Encoding; separator: Separator; records: string[][] } | undefined;
  let problem: unknown;
  for (const separator of said.separator === undefined ? SEPARATORS : [said.separator]) {
    try {
      const records = firstRecords(head, encoding, separator);
      if (best === undefined || (records[0]?.length ?? 0) > (best.records[0]?.length ?? 0))
        best = { encoding, separator, records };
    } catch (error) {
      problem ??= error;
    }
  }
  if (best === undefined) throw problem;
  return best;
}

/** At most four records that lie whole in the beginning. */
function firstRecords(head: Uint8Array, encoding: Encoding, separator: Separator): string[][] {
  const whole = head.length < HEAD_BYTES;
  const records: string[][] = [];
  const lines = new LineCounter();
  try {
    const mark = byteOrderMark(head);
    const bytes = mark?.encoding === encoding ? head.subarray(mark.length) : head;
    parseSync(new StrictDecoder(encoding).decode(bytes, whole), {
      ...optionsFor(separator),
      to: 4,
      on_record: (cells: string[]) => {
        lines.pass(cells);
        records.push(cells);
        return null;
      },
    });
  } catch (error) {
    // A beginning may cut off its last record.
    if (whole || records.length === 0 || !(error instanceof CsvError)) throw told(error, lines.next);
  }
  return records;
}

function optionsFor(separator: Separator) {
  return {
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LONGEST_RECORD,
  };
}

/** Where records begin: the parser itself counts no line ends within a cell. */
class LineCounter {
  next = 1;

  /** The line in which the record begins. */
  pass(cells: readonly string[]): number {
    const line = this.next;
    this.next += 1 + cells.reduce((sum, cell) => sum + lineEnds(cell), 0);
    return line;
  }
}

/**
 * Reads a file as CSV (RFC 4180) at the pace of who asks; memory does not grow with it. Any of the three line ends will do. Throws
 * `invalid` with line and column at a byte that the encoding does not have, or a quote where none may be.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  { encoding, separator }: { encoding: Encoding; separator: Separator },
): AsyncGenerator<CsvRecord> {
  const lines = new LineCounter();
  const parser = parse({
    ...optionsFor(separator),
    // What was parsed and not yet asked for is lost where the parser fails, so the lines are counted here.
    on_record: (cells) => [String(lines.pass(cells)), ...cells],
  });
  const source = Readable.from(decoded(bytes, encoding));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const [line, ...cells] of parser as AsyncIterable<string[]>)
      yield { line: Number(line), cells };
  } catch (error) {
    throw told(error, lines.next);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** The file as UTF-8 without its mark. */
async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Buffer> {
  const decoder = new StrictDecoder(encoding);
  let first = true;
  for await (const piece of bytes) {
    const mark = first ? byteOrderMark(piece) : null;
    first = false;
    const text = decoder.decode(mark?.encoding === encoding ? piece.subarray(mark.length) : piece);
    if (text !== '') yield Buffer.from(text);
  }
  const rest = decoder.decode(new Uint8Array(0), true);
  if (rest !== '') yield Buffer.from(rest);
}

function lineEnds(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0;
}

/** What is wrong with the file, for whoever has it; `line` is where the record begins that could not be read. */
function told(error: unknown, line: number): unknown {
  if (error instanceof BadByte)
    return new AppError('invalid', `${error.message} Choose another encoding, or save the file as UTF-8.`);
  if (!(error instanceof CsvError)) return error;
  const column = typeof error['column'] === 'number' ? error['column'] + 1 : 1;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new AppError(
        'invalid',
        `The quote that opens in line ${line}, column ${column} is never closed.`,
      );
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return new AppError(
        'invalid',
        `The record in line ${line} has a quote in column ${column} where none may stand. Put the whole cell in quotes, and write a quote in it twice.`,
      );
    case 'CSV_MAX_RECORD_SIZE':
      return new AppError(
        'invalid',
        `The record in line ${line} is longer than a megabyte. A quote before it may be open.`,
      );
    default:
      return new AppError('invalid', `Line ${line} cannot be read: ${error.message}`);
  }
}
