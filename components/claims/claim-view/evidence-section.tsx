import { ClaimLineage } from '#components/lineage/claim-lineage.tsx';
import { Section } from '#components/ui/page.tsx';
import type { ClaimDetail } from '#lib/claims/schema.ts';
import type { EvidenceRow } from '#lib/evidence/schema.ts';
import { STANCE_LABELS, type Stance } from '#lib/evidence/vocabulary.ts';
import { countOrigins, type LineageInput, lineageOf } from '#lib/lineage/lineage.ts';
import { EditableEvidence } from './editable-evidence.tsx';
import classes from './evidence.module.css';
import { EvidenceItem } from './evidence-item.tsx';
import { NewEvidence } from './new-evidence.tsx';
import { originsCounted, sourcesSentence } from './sources-sentence.ts';

const ORDER: readonly Stance[] = ['supports', 'refutes', 'origin', 'mentions'];

/** What bears on the claim, by stance. */
export function EvidenceSection({
  claim,
  evidence,
  lineage,
  userId,
  languages,
  canChange,
}: {
  claim: ClaimDetail;
  evidence: EvidenceRow[];
  lineage: LineageInput;
  userId: number;
  languages: string[];
  canChange: boolean;
}) {
  const form = { claimId: claim.id, userId, languages };
  return (
    <Section title="Evidence" id="evidence">
      {evidence.length === 0 ? (
        <p className={classes['empty']}>No source is attached yet, so nothing here can be checked.</p>
      ) : (
        <p className={classes['sources']}>
          {sourcesSentence(claim)}
          {claim.conflicting && (
            <span className={classes['contradiction']}> · they contradict each other</span>
          )}
        </p>
      )}
      {ORDER.map((stance) => {
        const rows = evidence.filter((row) => row.stance === stance);
        if (rows.length === 0) return null;
        return (
          <section
            key={stance}
            className={classes['stance']}
            aria-label={`${STANCE_LABELS[stance]}: ${rows.length}`}
          >
            <h3 className={classes['stanceTitle']}>
              {STANCE_LABELS[stance]}{' '}
              <span className={classes['count']}>
                {rows.length}
                {stance !== 'mentions' &&
                  rows.length > 1 &&
                  ` from ${originsCounted(countOrigins(lineage, [stance]))}`}
              </span>
            </h3>
            <ul className={classes['items']}>
              {rows.map((row) => (
                <li key={row.id} id={`evidence-${row.id}`}>
                  {canChange ? (
                    <EditableEvidence evidence={row} {...form}>
                      <EvidenceItem evidence={row} />
                    </EditableEvidence>
                  ) : (
                    <EvidenceItem evidence={row} />
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <ClaimLineage graph={lineageOf(lineage)} />
      {canChange && <NewEvidence {...form} />}
    </Section>
  );
}
