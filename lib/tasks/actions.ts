'use server';

import { action } from '#lib/core/action.ts';
import { cancelTask, dismissTask, markTasksSeen } from './mutations.ts';
import { seenTasksInput, taskIdInput } from './schema.ts';

export async function cancelTaskAction(raw: unknown) {
  return action(taskIdInput, cancelTask)(raw);
}

export async function dismissTaskAction(raw: unknown) {
  return action(taskIdInput, dismissTask)(raw);
}

export async function markTasksSeenAction(raw: unknown) {
  return action(seenTasksInput, markTasksSeen)(raw);
}
