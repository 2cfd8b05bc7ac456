'use client';

import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { FieldErrors, Result } from '#lib/core/errors.ts';
import { fieldErrors } from '#lib/core/input.ts';
import { toastDone } from './toast.tsx';
import { type KeptBody, type KeptForm, useKeptForm } from './use-kept-form.ts';

export type InlineForm<T extends Record<string, unknown>> = {
  kept: KeptForm<T>;
  /** The id of a field's input; forms of one page never share one. */
  id: (field: string) => string;
  discard: () => void;
  submit: () => Promise<void>;
};

/**
 * A form that opens within a page and never loses what is typed. `version` is that of the row it changes, null for a new one;
 * after a conflict the page is read anew, and the next save goes over what it then shows. `onInvalid` hears of what the server
 * refuses.
 */
export function useInlineForm<T extends Record<string, unknown>, R>({
  owner,
  name,
  shape,
  initial,
  version,
  input,
  schema,
  work,
  done,
  onSaved,
  onInvalid,
}: {
  owner: number;
  name: string;
  /** What a draft holds, right or wrong. */
  shape: z.ZodType<T>;
  initial: T;
  version: number | null;
  /** What is sent. */
  input: (values: T, version: number, key: string) => unknown;
  /** The server's own schema, to tell at once what is wrong. */
  schema: z.ZodType;
  work: (raw: unknown) => Promise<Result<R>>;
  done: (data: R) => string;
  onSaved: (data: R) => void;
  onInvalid?: (values: T) => void;
}): InlineForm<T> {
  const router = useRouter();
  const [opened] = useState({ initial, version });
  const [over, setOver] = useState(false);
  const draft = useMemo(
    () =>
      z.object({
        values: shape,
        base: z.object({ version: z.number(), values: shape }).nullable(),
        key: z.uuid(),
      }),
    [shape],
  );
  const kept = useKeptForm<T>({
    owner,
    form: name,
    initial: opened.initial,
    base: opened.version === null ? null : { version: opened.version, values: opened.initial },
    fields: Object.keys(initial),
    parse: (body): KeptBody<T> | null => draft.safeParse(body).data ?? null,
  });

  const versionOf = (body: KeptBody<T>) => (over ? version : (body.base?.version ?? opened.version)) ?? 1;
  const check = (values: T): FieldErrors => {
    const result = schema.safeParse(input(values, 1, '00000000-0000-4000-8000-000000000000'));
    return result.success ? {} : fieldErrors(result.error);
  };

  const submit = async () => {
    if (kept.sessionEnded) return;
    const result = await kept.send((body) => work(input(body.values, versionOf(body), body.key)), check);
    if (result === null) return;
    if (result.ok) {
      kept.draft.clear();
      toastDone(done(result.data));
      onSaved(result.data);
      return;
    }
    if (result.code === 'conflict') {
      setOver(true);
      router.refresh();
      kept.refuse({
        ...result,
        message: `${result.message} The page shows theirs now; save again to put yours over it.`,
      });
      return;
    }
    kept.refuse(result);
    if (result.code === 'invalid') onInvalid?.(kept.values);
  };

  return { kept, id: (field) => `${name}-${field}`, discard: () => kept.restart(opened.initial), submit };
}
