import { IconHistory } from '@tabler/icons-react';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { tellDay, tellMoment } from '#lib/core/moment.ts';
import classes from './moment-bar.module.css';

/** Over a page that tells what was known at a moment (as in the address); `present` is the same page as of now. */
export function MomentBar({ asOf, present }: { asOf: string; present: Route }) {
  return (
    <Bar href={present} back="Back to now">
      As known on <strong>{tellMoment(asOf)}</strong>. Nothing can be changed here.
    </Bar>
  );
}

/** Over a page that tells what was true on a day; `always` is the same page for any time. */
export function DayBar({ on, always }: { on: string; always: Route }) {
  return (
    <Bar href={always} back="All times">
      What was true on <strong>{tellDay(on)}</strong>: values dated later, those not valid then, and those
      that rest on an act that was not in force, are left out.
    </Bar>
  );
}

function Bar({ href, back, children }: { href: Route; back: string; children: ReactNode }) {
  return (
    <div className={classes['bar']} role="status">
      <IconHistory size={18} stroke={1.6} aria-hidden />
      <p>{children}</p>
      <Link href={href}>{back}</Link>
    </div>
  );
}
