'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { StatusBadge } from '#components/claims/status-badge.tsx';
import { attempt } from '#components/ui/attempt.ts';
import { similarClaimsAction } from '#lib/claims/actions.ts';
import type { SimilarClaim } from '#lib/claims/schema.ts';
import classes from './similar-claims.module.css';

const DELAY_MS = 300;

/** Claims that may say the same, while the statement is typed. They open in a tab of their own. */
export function SimilarClaims({ statement, exceptId }: { statement: string; exceptId: number | null }) {
  const [claims, setClaims] = useState<SimilarClaim[]>([]);
  const text = statement.trim();

  useEffect(() => {
    if (text === '') {
      setClaims([]);
      return;
    }
    let stale = false;
    const timer = window.setTimeout(async () => {
      const found = await attempt(() => similarClaimsAction({ statement: text.slice(0, 1_000), exceptId }));
      // A failed look-up says nothing about duplicates; the last answer stays.
      if (!stale && found.ok) setClaims(found.data);
    }, DELAY_MS);
    return () => {
      stale = true;
      window.clearTimeout(timer);
    };
  }, [text, exceptId]);

  return (
    <section
      className={classes['panel']}
      aria-live="polite"
      aria-label="Similar claims"
      data-empty={claims.length === 0}
    >
      <h2 className={classes['title']}>{claims.length === 0 ? 'No similar claim' : said(claims.length)}</h2>
      {claims.length === 0 ? (
        <p className={classes['hint']}>Claims that say nearly the same show here while you type.</p>
      ) : (
        <ul className={classes['list']}>
          {claims.map((claim) => (
            <li key={claim.id} className={classes['item']}>
              <Link
                href={`/claims/${claim.id}`}
                target="_blank"
                prefetch={false}
                className={classes['statement']}
                aria-label={`${claim.statement} (opens in a new tab)`}
              >
                {claim.statement}
              </Link>
              <div className={classes['about']}>
                <StatusBadge status={claim.status} />
                <span>{Math.round(claim.similarity * 100)} % alike</span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function said(count: number): string {
  return count === 1 ? 'A similar claim is here already' : `${count} similar claims are here already`;
}
