'use client';

import { attempt } from '#components/ui/attempt.ts';
import { DeletedBanner } from '#components/ui/deleted-banner.tsx';
import { restoreInstrumentAction } from '#lib/instruments/actions.ts';
import type { InstrumentDetail } from '#lib/instruments/schema.ts';

/** Over a deleted act. */
export function DeletedAct({
  act: { id, version },
  deleted,
  canRestore,
}: {
  act: { id: number; version: number };
  deleted: NonNullable<InstrumentDetail['deleted']>;
  canRestore: boolean;
}) {
  return (
    <DeletedBanner
      noun="act"
      deleted={deleted}
      comesBack="It comes back as it was, with its versions and articles."
      onRestore={
        canRestore ? (reason) => attempt(() => restoreInstrumentAction({ id, version, reason })) : null
      }
    />
  );
}
