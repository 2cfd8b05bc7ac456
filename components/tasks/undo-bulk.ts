import { countOf } from '#components/data-table/column.ts';
import { attempt } from '#components/ui/attempt.ts';
import { toastDone, toastFailed } from '#components/ui/toast.tsx';
import { undoBulkAction } from '#lib/claims/actions.ts';
import { tasksChanged } from './task-store.ts';

/** Takes a bulk change back, and says what became of it; a large one goes on in the tray. */
export async function undoBulk(act: string, reason: string): Promise<void> {
  const undone = await attempt(() => undoBulkAction({ act, reason }));
  if (!undone.ok) toastFailed(undone.message);
  else if ('taskId' in undone.data) tasksChanged();
  else toastDone(`${countOf(undone.data.changed, { one: 'claim', many: 'claims' })} put back.`);
}
