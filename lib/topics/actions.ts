'use server';

import { action, refreshed } from '#lib/core/action.ts';
import { addTopic, editTopic, reinstateTopic, removeTopic, retireTopic } from './mutations.ts';
import { addTopicInput, editTopicInput, topicVersionInput } from './schema.ts';

export async function addTopicAction(raw: unknown) {
  return refreshed(await action(addTopicInput, addTopic)(raw));
}

export async function editTopicAction(raw: unknown) {
  return refreshed(await action(editTopicInput, editTopic)(raw));
}

export async function retireTopicAction(raw: unknown) {
  return refreshed(await action(topicVersionInput, retireTopic)(raw));
}

export async function reinstateTopicAction(raw: unknown) {
  return refreshed(await action(topicVersionInput, reinstateTopic)(raw));
}

export async function removeTopicAction(raw: unknown) {
  return refreshed(await action(topicVersionInput, removeTopic)(raw));
}
