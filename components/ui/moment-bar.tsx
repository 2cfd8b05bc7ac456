import { IconHistory } from '@tabler/icons-react';
import type { Route } from 'next';
import Link from 'next/link';
import { tellMoment } from '#lib/core/moment.ts';
import classes from './moment-bar.module.css';

/** Over a page that tells what was known at a moment (as in the address); `present` is the same page as of now. */
export function MomentBar({ asOf, present }: { asOf: string; present: Route }) {
  return (
    <div className={classes['bar']} role="status">
      <IconHistory size={18} stroke={1.6} aria-hidden />
      <p>
        As known on <strong>{tellMoment(asOf)}</strong>. Nothing can be changed here.
      </p>
      <Link href={present}>Back to now</Link>
    </div>
  );
}
