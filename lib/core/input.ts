import { z } from 'zod';
import { parseEdtf } from './edtf.ts';
import { canonicalLanguage } from './language.ts';

// Line feed and tab may stand in a text; every other control character, and lone surrogates, may not.
// biome reads control characters in a pattern as a slip, so the ranges are built from numbers.
const BAD_CONTROL = new RegExp(
  `[${[
    [0x00, 0x08],
    [0x0b, 0x1f],
    [0x7f, 0x9f],
  ]
    .map(([a = 0, b = 0]) => `\\u{${a.toString(16)}}-\\u{${b.toString(16)}}`)
    .join('')}]|\\p{Surrogate}`,
  'u',
);

function text(max: number, name: string) {
  return z
    .string(`${name} must be text.`)
    .transform((value) => value.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .refine((value) => value.length <= max, {
      error: ({ input }) => `${name} has ${String(input).length} characters; ${max} is the most.`,
    })
    .refine((value) => !BAD_CONTROL.test(value), {
      error: `${name} holds a control character that cannot be stored. Paste it as plain text.`,
    });
}

/** A text of several lines, trimmed, NFC, at most `max` UTF-16 units; may be empty. */
export function paragraphs(max: number, name: string) {
  return text(max, name);
}

/** A text of one line: line breaks and tabs become spaces. May be empty. */
export function line(max: number, name: string) {
  return text(max, name).transform((value) => value.replace(/\s+/g, ' '));
}

/** A text of one line that must not be empty. */
export function requiredLine(max: number, name: string) {
  return line(max, name).refine((value) => value !== '', { error: `${name} is missing.` });
}

/** Why something is done; at least three characters, so that it says something. */
export const reason = paragraphs(2_000, 'The reason').refine((value) => value.length >= 3, {
  error: 'Say why in a few words.',
});

/** An EDTF date as written; empty becomes null. */
export const edtfText = z
  .string()
  .transform((value) => value.trim())
  .superRefine((value, context) => {
    if (value === '') return;
    const result = parseEdtf(value);
    if (!result.ok) context.addIssue({ code: 'custom', message: result.message });
  })
  .transform((value) => (value === '' ? null : value));

/** BCP 47 language tag in its canonical form; empty becomes null. */
export const languageTag = z
  .string()
  .transform((value) => value.trim())
  .superRefine((value, context) => {
    if (value !== '' && canonicalLanguage(value) === null)
      context.addIssue({
        code: 'custom',
        message: `“${value.slice(0, 40)}” is not a language tag such as en, ru or pt-BR.`,
      });
  })
  .transform((value) => canonicalLanguage(value));

/** The id of a row; PostgreSQL int4. */
export const rowId = z.int().positive().max(2_147_483_647);

/** Messages by dotted field path, the first of each: what a form shows beside its inputs. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const names =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const name of names) fields[name.join('.')] ??= issue.message;
  }
  return fields;
}

/** Of what needs to be told nothing. */
export const noInput = z.strictObject({});
