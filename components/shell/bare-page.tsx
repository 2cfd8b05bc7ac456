import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './bare-page.module.css';

/** A page without the frame: signing in, an address that leads nowhere, an error. */
export function BarePage({ children }: { children: ReactNode }) {
  return (
    <div className={classes['page']}>
      <header className={classes['head']}>
        <Link href="/" className={classes['product']}>
          Claim Ledger
        </Link>
      </header>
      <main id="main" className={classes['main']}>
        {children}
      </main>
    </div>
  );
}
