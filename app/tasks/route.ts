import type { NextRequest } from 'next/server';
import { allowOnly, handle, json } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { listTasks } from '#lib/tasks/queries.ts';

/** What the tray shows, asked again and again while something runs. */
export function GET(request: NextRequest) {
  return handle(request, async () => json(await listTasks(await demandActor())));
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
