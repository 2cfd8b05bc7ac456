/** Messages by dotted path, as an action returns them. */
export type Errors = Record<string, string>;

/**
 * Puts the messages where the form has its fields: each path goes to the field that is its longest beginning
 * (`tags.2` to `tags`). What belongs to no field is told apart.
 */
export function placeErrors(
  errors: Errors,
  fields: readonly string[],
): { placed: Errors; elsewhere: string[] } {
  const placed: Errors = {};
  const elsewhere: string[] = [];
  for (const [path, message] of Object.entries(errors)) {
    const field = fields
      .filter((candidate) => path === candidate || path.startsWith(`${candidate}.`))
      .sort((a, b) => b.length - a.length)[0];
    if (field === undefined) elsewhere.push(message);
    else placed[field] ??= message;
  }
  return { placed, elsewhere };
}

/** In the order of the form. */
export function sortErrors(errors: Errors, fields: readonly string[]): { field: string; message: string }[] {
  return fields.flatMap((field) => {
    const message = errors[field];
    return message === undefined ? [] : [{ field, message }];
  });
}

/** The messages of fields that have not been touched since; the same object where that is all of them. */
export function withoutChanged(errors: Errors, before: unknown, after: unknown): Errors {
  const kept = Object.entries(errors).filter(([path]) => at(before, path) === at(after, path));
  return kept.length === Object.keys(errors).length ? errors : Object.fromEntries(kept);
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Object.entries(inner).find(([name]) => name === key)?.[1];
  }, value);
}
