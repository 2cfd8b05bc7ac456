'use client';

import { attempt } from '#components/ui/attempt.ts';
import { DeletedBanner } from '#components/ui/deleted-banner.tsx';
import { restoreSourceAction } from '#lib/sources/actions.ts';
import type { SourceDetail } from '#lib/sources/schema.ts';

/** Over a deleted source. */
export function DeletedSource({
  id,
  version,
  deleted,
  canRestore,
}: {
  id: number;
  version: number;
  deleted: NonNullable<SourceDetail['deleted']>;
  canRestore: boolean;
}) {
  return (
    <DeletedBanner
      noun="source"
      deleted={deleted}
      comesBack="It comes back as it was, with its links."
      onRestore={canRestore ? (reason) => attempt(() => restoreSourceAction({ id, version, reason })) : null}
    />
  );
}
