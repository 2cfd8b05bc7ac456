import { DependenceSection } from '#components/instruments/dependence-section.tsx';
import { Statement } from '#components/ui/statement.tsx';
import { canClaim } from '#lib/claims/policy.ts';
import type { ClaimDetail } from '#lib/claims/schema.ts';
import type { Role } from '#lib/core/actor.ts';
import { languageName } from '#lib/core/language.ts';
import { canEvidence } from '#lib/evidence/policy.ts';
import type { EvidenceRow } from '#lib/evidence/schema.ts';
import type { HistoryEntry } from '#lib/history/schema.ts';
import { canInstrument } from '#lib/instruments/policy.ts';
import type { DependenceRow } from '#lib/instruments/schema.ts';
import type { LineageInput } from '#lib/lineage/lineage.ts';
import { restsOnMissing } from '#lib/quotes/verdict.ts';
import { ClaimActions } from './claim-actions.tsx';
import { ClaimFields } from './claim-fields.tsx';
import { ClaimHistory } from './claim-history.tsx';
import classes from './claim-view.module.css';
import { DeletedClaim } from './deleted-claim.tsx';
import { EvidenceSection } from './evidence-section.tsx';
import { Verdict } from './verdict.tsx';

export type ClaimViewProps = {
  claim: ClaimDetail;
  evidence: EvidenceRow[];
  lineage: LineageInput;
  dependences: DependenceRow[];
  /** Newest first. */
  history: HistoryEntry[];
  /** Who looks at it; what may not be done is not shown. */
  actor: { id: number | null; role: Role };
  /** BCP 47 tags in use; they stand first in the lists of languages. */
  languages: string[];
  /** `panel`: beside the table, where the page has its heading already. */
  variant: 'page' | 'panel';
};

/** A claim whole: what it says, whether it holds and why, what bears on it, and what became of it. */
export function ClaimView({
  claim,
  evidence,
  lineage,
  dependences,
  history,
  actor,
  languages,
  variant,
}: ClaimViewProps) {
  const live = claim.deleted === null;
  const can = (action: Parameters<typeof canClaim>[1]) => canClaim(actor, action);
  const userId = actor.id ?? 0;
  const Heading = variant === 'page' ? 'h1' : 'h2';
  return (
    <article className={classes['claim']}>
      <div className={classes['columns']}>
        <div>
          <header>
            {claim.deleted && (
              <DeletedClaim claim={claim} deleted={claim.deleted} canRestore={can('restore')} />
            )}
            <div className={classes['above']}>
              <span>Claim {claim.id}</span>
              <ClaimActions
                claim={{ id: claim.id, version: claim.version }}
                canEdit={live && can('edit')}
                canDelete={live && can('delete')}
              />
            </div>
            <Heading className={classes['heading']}>
              <Statement size="page">{claim.statement}</Statement>
            </Heading>
            {claim.originalWording && (
              <figure className={classes['wording']}>
                <Statement size="quote" lang={claim.language}>
                  {claim.originalWording}
                </Statement>
                <figcaption>Original wording, {languageName(claim.language)}</figcaption>
              </figure>
            )}
          </header>
          <Verdict
            claim={claim}
            onMissing={restsOnMissing(
              evidence.map(({ stance, quote, match }) => ({
                stance,
                quote,
                outcome: match?.outcome ?? null,
              })),
            )}
            userId={userId}
            canChange={live && can('changeStatus')}
          />
        </div>
        <aside className={classes['aside']} aria-label="About this claim">
          <ClaimFields claim={claim} />
        </aside>
        <div className={classes['body']}>
          <EvidenceSection
            claim={claim}
            evidence={evidence}
            lineage={lineage}
            userId={userId}
            languages={languages}
            canChange={live && canEvidence(actor, 'attach')}
          />
          <DependenceSection
            claimId={claim.id}
            hasValue={claim.value !== null}
            rows={dependences}
            userId={userId}
            canChange={live && canInstrument(actor, 'depend')}
          />
          <ClaimHistory
            claim={claim}
            history={history}
            canRevert={live && can('revert')}
            canRestoreEvidence={live && canEvidence(actor, 'restore')}
          />
        </div>
      </div>
    </article>
  );
}
