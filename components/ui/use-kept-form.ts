'use client';

import { useForm } from '@mantine/form';
import { useRef, useState } from 'react';
import type { Result } from '#lib/core/errors.ts';
import { attempt } from './attempt.ts';
import type { DraftPlace } from './draft-store.ts';
import { type Errors, placeErrors, sortErrors, withoutChanged } from './form-errors.ts';
import { same } from './same.ts';
import { uniqueKey } from './unique-key.ts';
import { useDraft } from './use-draft.ts';

/** The version of a row that was on the screen, and what the form showed of it. */
export type Base<T> = { version: number; values: T };

/** What is kept of a form. `key` marks one save, so that sending it twice saves once. */
export type KeptBody<T> = { values: T; base: Base<T> | null; key: string };

type Refusal = Extract<Result<unknown>, { ok: false }>;

const CHECK_AGAIN = 'Some fields need another look.';

/**
 * A form that never loses what is typed: kept as a draft until it is saved, messages at the fields, network and
 * session failures told without losing a word. `fields` are the paths of all fields in the order of the form.
 */
export function useKeptForm<T extends Record<string, unknown>>({
  owner,
  form: name,
  initial,
  base,
  fields,
  parse,
}: DraftPlace & {
  initial: T;
  base: Base<T> | null;
  fields: readonly string[];
  parse: (body: unknown) => KeptBody<T> | null;
}) {
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [failures, setFailures] = useState(0);
  const [sessionEnded, setSessionEnded] = useState(false);
  const [pending, setPending] = useState(false);
  const [version, setVersion] = useState(base?.version ?? null);
  const start = useRef(initial);
  const save = useRef({ base, key: '' });
  const busy = useRef(false);
  const form = useForm<T>({
    mode: 'controlled',
    initialValues: initial,
    onValuesChange: (after, before) => {
      setErrors((shown) => withoutChanged(shown, before, after));
      keep(after);
    },
  });
  const draft = useDraft<KeptBody<T>>({
    owner,
    form: name,
    parse,
    onRestore: (body) => {
      save.current = { base: body.base, key: body.key };
      setVersion(body.base?.version ?? null);
      form.setValues(body.values);
    },
  });

  const currentKey = () => {
    if (save.current.key === '') save.current.key = uniqueKey();
    return save.current.key;
  };

  function keep(values: T) {
    draft.save(same(values, start.current) ? null : { values, base: save.current.base, key: currentKey() });
  }

  const refuse = (refusal: Refusal) => {
    draft.flush();
    if (refusal.code === 'unauthenticated') {
      setSessionEnded(true);
      return;
    }
    const { placed, elsewhere } = placeErrors(refusal.fields, fields);
    const none = Object.keys(placed).length === 0;
    setErrors(placed);
    setProblem(elsewhere.length > 0 ? elsewhere.join(' ') : none ? refusal.message : null);
    setFailures((count) => count + 1);
  };

  /** Sends it, unless it is under way or `check` finds something wrong first. null: not sent. */
  const send = async <R>(
    work: (kept: KeptBody<T>) => Promise<Result<R>>,
    check: (values: T) => Errors,
  ): Promise<Result<R> | null> => {
    if (busy.current) return null;
    settleField();
    const values = form.getValues();
    const wrong = check(values);
    setProblem(null);
    if (Object.keys(wrong).length > 0) {
      refuse({ ok: false, code: 'invalid', message: CHECK_AGAIN, fields: wrong });
      return null;
    }
    setErrors({});
    busy.current = true;
    setPending(true);
    const result = await attempt(() => work({ values, base: save.current.base, key: currentKey() }));
    busy.current = false;
    setPending(false);
    return result;
  };

  /** Starts anew from these values, with a key of their own; the draft goes. */
  const restart = (values: T) => {
    start.current = values;
    save.current = { base, key: '' };
    setVersion(base?.version ?? null);
    form.setValues(values);
    setErrors({});
    setProblem(null);
    draft.clear();
  };

  /** Starts from other values than `initial`; a draft that is found later goes over them. */
  const begin = (values: T) => {
    start.current = values;
    form.setValues(values);
  };

  /** Goes on upon another version of the row. */
  const rebase = (next: Base<T>, values: T) => {
    start.current = next.values;
    save.current = { ...save.current, base: next };
    setVersion(next.version);
    form.setValues(values);
    setErrors({});
    setProblem(null);
  };

  const closeSession = () => setSessionEnded(false);

  return {
    values: form.values,
    set: (patch: Partial<T>) => form.setValues((values) => ({ ...values, ...patch })),
    errors,
    summary: sortErrors(errors, fields),
    problem,
    failures,
    pending,
    sessionEnded,
    closeSession,
    draft,
    /** Of the row that the values started from; a draft may be older than what the page shows. */
    version,
    begin,
    send,
    refuse,
    restart,
    rebase,
  };
}

/** Some fields take what is typed only when they are left: a tag, a date in prose. */
function settleField() {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.blur();
}

export type KeptForm<T extends Record<string, unknown>> = ReturnType<typeof useKeptForm<T>>;
