'use client';

import { DeletedBanner } from '#components/ui/deleted-banner.tsx';
import { restoreClaimAction } from '#lib/claims/actions.ts';
import type { ClaimDetail } from '#lib/claims/schema.ts';
import { useFreshAttempt } from './use-fresh-attempt.ts';

/** Over a deleted claim. */
export function DeletedClaim({
  claim,
  deleted,
  canRestore,
}: {
  claim: Pick<ClaimDetail, 'id' | 'version'>;
  deleted: NonNullable<ClaimDetail['deleted']>;
  canRestore: boolean;
}) {
  const attempt = useFreshAttempt();
  const { id, version } = claim;
  return (
    <DeletedBanner
      noun="claim"
      deleted={deleted}
      comesBack="It comes back as it was, with its evidence."
      onRestore={canRestore ? (reason) => attempt(() => restoreClaimAction({ id, version, reason })) : null}
    />
  );
}
