'use server';

import { refresh } from 'next/cache';
import { action } from '#lib/core/action.ts';
import { liftOverruling, overrule, renewOverruling } from './overruling-mutations.ts';
import { overruleInput, overrulingInput } from './schema.ts';

export async function overruleAction(raw: unknown) {
  return refreshed(await action(overruleInput, overrule)(raw));
}

export async function renewOverrulingAction(raw: unknown) {
  return refreshed(await action(overrulingInput, renewOverruling)(raw));
}

export async function liftOverrulingAction(raw: unknown) {
  return refreshed(await action(overrulingInput, liftOverruling)(raw));
}

/** The page that sent it shows the new state with the answer. */
function refreshed<R extends { ok: boolean }>(result: R): R {
  if (result.ok) refresh();
  return result;
}
