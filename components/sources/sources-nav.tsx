import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './sources-nav.module.css';

/** Sources and publishers are two lists of one place. */
export function SourcesNav({ current, actions }: { current: 'sources' | 'publishers'; actions?: ReactNode }) {
  const place = (key: typeof current) => (key === current ? 'page' : undefined);
  return (
    <div className={classes['bar']}>
      <nav aria-label="Sources and publishers" className={classes['places']}>
        <Link href="/sources" className={classes['place']} aria-current={place('sources')}>
          Sources
        </Link>
        <Link href="/sources/publishers" className={classes['place']} aria-current={place('publishers')}>
          Publishers
        </Link>
      </nav>
      {actions && <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}
