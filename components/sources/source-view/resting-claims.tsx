import type { Route } from 'next';
import Link from 'next/link';
import { StatusBadge } from '#components/claims/status-badge.tsx';
import { Statement } from '#components/ui/statement.tsx';
import { STANCE_LABELS, STANCES, type Stance } from '#lib/evidence/vocabulary.ts';
import type { RestingClaim } from '#lib/lineage/schema.ts';
import classes from './source-view.module.css';

/** The claims, by what the source says about them. */
export function RestingClaims({
  claims,
  total,
  language,
}: {
  claims: RestingClaim[];
  total: number;
  language: string | null;
}) {
  if (claims.length === 0) return <p className={classes['quiet']}>No claim rests on this source yet.</p>;
  return (
    <>
      {STANCES.map((stance) => {
        const rows = claims.filter((claim) => claim.stance === stance);
        return (
          rows.length > 0 && <StanceGroup key={stance} stance={stance} rows={rows} language={language} />
        );
      })}
      {total > claims.length && (
        <p className={classes['quiet']}>
          The first {claims.length.toLocaleString('en-GB')} of {total.toLocaleString('en-GB')} claims are
          shown.
        </p>
      )}
    </>
  );
}

function StanceGroup({
  stance,
  rows,
  language,
}: {
  stance: Stance;
  rows: RestingClaim[];
  language: string | null;
}) {
  return (
    <section className={classes['stance']} aria-label={`${STANCE_LABELS[stance]}: ${rows.length}`}>
      <h3 className={classes['stanceName']}>
        {STANCE_LABELS[stance]} <span className={classes['count']}>{rows.length}</span>
      </h3>
      <ul className={classes['claims']}>
        {rows.map(({ evidenceId, claim, quote, place }) => (
          <li key={evidenceId} className={classes['claim']}>
            <StatusBadge status={claim.status} />
            <Link className={classes['statement']} href={`/claims/${claim.id}` as Route} prefetch={false}>
              {claim.statement}
            </Link>
            {quote && (
              <figure className={classes['quote']}>
                <Statement size="quote" lang={language ?? undefined}>
                  {quote}
                </Statement>
                {place && <figcaption className={classes['quiet']}>{place}</figcaption>}
              </figure>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
