import { Section } from '#components/ui/page.tsx';
import type { ClaimDetail } from '#lib/claims/schema.ts';
import { STATUS_MEANINGS } from '#lib/claims/vocabulary.ts';
import { StatusBadge } from '../status-badge.tsx';
import { StatusChange } from './status-change.tsx';
import classes from './verdict.module.css';

/** Whether the claim holds, and why. */
export function Verdict({
  claim,
  onMissing,
  userId,
  canChange,
}: {
  claim: ClaimDetail;
  /** A verdict would rest on missing quotes alone. */
  onMissing: boolean;
  userId: number;
  canChange: boolean;
}) {
  const { id, version, status, rationale } = claim;
  const said = (
    <>
      <p className={classes['status']}>
        <StatusBadge status={status} variant="boxed" />
        <span className={classes['quiet']}>{STATUS_MEANINGS[status]}</span>
      </p>
      {rationale && <p className={classes['rationale']}>{rationale}</p>}
    </>
  );
  return (
    <Section title="Status" id="status">
      {canChange ? (
        <StatusChange
          key={id}
          claim={{ id, version, status, rationale }}
          onMissing={onMissing}
          userId={userId}
        >
          {said}
        </StatusChange>
      ) : (
        said
      )}
    </Section>
  );
}
