import type { z } from 'zod';
import { rowId } from '#lib/core/input.ts';
import { printable, type ReadColumn } from './columns.ts';

/** What is wrong with a cell, and what would be right. */
export type CellProblem = { column: string; value: string; message: string };

/** The cells of a row by their column, with what is wrong with them. */
export class Cells {
  readonly #given: ReadonlyMap<ReadColumn, string>;
  readonly #problems: CellProblem[];

  constructor(given: ReadonlyMap<ReadColumn, string>, problems: CellProblem[]) {
    this.#given = given;
    this.#problems = problems;
  }

  /** null where the file has no such column. */
  text(column: ReadColumn): string | null {
    return this.#given.get(column) ?? null;
  }

  blank(column: ReadColumn): boolean {
    return (this.#given.get(column) ?? '').trim() === '';
  }

  /** Empty where the column is there. */
  empty(column: ReadColumn): '' | null {
    return this.#given.has(column) ? '' : null;
  }

  refuse(column: ReadColumn, message: string): void {
    this.#problems.push({ column, value: printable(this.#given.get(column) ?? ''), message });
  }

  checked<S extends z.ZodType>(column: ReadColumn, schema: S, value: unknown): z.output<S> | null {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    this.refuse(column, result.error.issues[0]?.message ?? 'This cannot be read.');
    return null;
  }

  parsed<S extends z.ZodType>(column: ReadColumn, schema: S): z.output<S> | null {
    const text = this.text(column);
    return text === null ? null : this.checked(column, schema, text);
  }

  id(column: ReadColumn, message: string): number | null {
    if (this.blank(column)) return null;
    const text = this.#given.get(column)?.trim() ?? '';
    const result = rowId.safeParse(/^\d{1,10}$/.test(text) ? Number(text) : null);
    if (!result.success) this.refuse(column, message);
    return result.success ? result.data : null;
  }

  /** One of the words, or its label; null where it is blank. */
  word<W extends string>(column: ReadColumn, words: readonly W[], labels: Record<W, string>): W | null {
    if (this.blank(column)) return null;
    const text = (this.#given.get(column) ?? '').trim().toLowerCase();
    const found = words.find(
      (word) => word === text.replace(/[\s-]+/g, '_') || labels[word].toLowerCase() === text,
    );
    if (found === undefined) this.refuse(column, `Write one of ${words.join(', ')}.`);
    return found ?? null;
  }
}
