import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './stat-tile.module.css';

export function StatTiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={classes['tiles']}>
      {children}
    </nav>
  );
}

/**
 * A number and what it counts, as a link to what is behind it. When `active`, the filter is on, and `href` should
 * be the address without it. `tone` marks what needs attention; a zero never does.
 */
export function StatTile({
  href,
  count,
  label,
  active = false,
  tone = 'plain',
  onGo,
}: {
  href: Route;
  count: number;
  label: string;
  active?: boolean;
  tone?: 'plain' | 'attention';
  /** Goes there itself, so that the page can show that it is under way. */
  onGo?: (href: Route) => void;
}) {
  return (
    <Link
      href={href}
      className={classes['tile']}
      aria-current={active ? 'true' : undefined}
      data-tone={count > 0 ? tone : 'plain'}
      data-zero={count === 0 || undefined}
      prefetch={false}
      scroll={false}
      {...(onGo && {
        onNavigate: (event: { preventDefault: () => void }) => {
          event.preventDefault();
          onGo(href);
        },
      })}
    >
      <span className={classes['count']}>{count.toLocaleString('en-GB')}</span>{' '}
      <span className={classes['label']}>{label}</span>
    </Link>
  );
}

/** A way on beside the numbers, to what no filter of them is. */
export function TileLink({ href, children }: { href: Route; children: ReactNode }) {
  return (
    <Link href={href} className={classes['tile']} prefetch={false}>
      <span className={classes['label']}>{children}</span>
    </Link>
  );
}
