import type { ReactNode } from 'react';
import classes from './sign-in.module.css';

/** The page in front of the ledger: its name, and one column. */
export function SignInFrame({ children }: { children: ReactNode }) {
  return (
    <main className={classes['frame']} id="main">
      <div className={classes['column']}>
        <p className={classes['product']}>Claim Ledger</p>
        {children}
      </div>
    </main>
  );
}
