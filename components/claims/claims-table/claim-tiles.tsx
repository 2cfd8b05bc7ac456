import type { Route } from 'next';
import Link from 'next/link';
import { StatTile, StatTiles, TileLink } from '#components/ui/stat-tile.tsx';
import { type ClaimNarrowing, claimList } from '#lib/claims/filter.ts';
import type { Tiles } from '#lib/claims/schema.ts';
import { CLAIM_STATUSES } from '#lib/claims/vocabulary.ts';
import { StatusBadge } from '../status-badge.tsx';
import classes from './claims-table.module.css';

/** Where the programme stands. Each number is the filter behind it; a second click takes the filter away. */
export function ClaimTiles({
  tiles,
  filter,
  go,
}: {
  tiles: Tiles;
  filter: ClaimNarrowing;
  go: (href: Route) => void;
}) {
  const now = claimList.narrowingQuery(filter);
  const all = claimList.narrowingQuery({ ...claimList.none, asOf: filter.asOf });
  const tile = (on: Partial<ClaimNarrowing>) => {
    const target = claimList.narrowingQuery({ ...claimList.none, asOf: filter.asOf, ...on });
    const active = now === target;
    return { href: `/claims${active ? all : target}` as Route, active, onGo: go };
  };
  return (
    <div className={classes['strip']}>
      <StatTiles label="Where we stand">
        <StatTile {...tile({})} count={tiles.total} label={tiles.total === 1 ? 'claim' : 'claims'} />
        <StatTile
          {...tile({ sources: ['none'] })}
          count={tiles.unsourced}
          label="unsourced"
          tone="attention"
        />
        <StatTile {...tile({ origins: 'one' })} count={tiles.oneOrigin} label="one origin" tone="attention" />
        <StatTile
          {...tile({ evidence: 'conflicting' })}
          count={tiles.conflicting}
          label="conflicting"
          tone="attention"
        />
        <StatTile {...tile({ stale: 'yes' })} count={tiles.stale} label="stale" tone="attention" />
        <StatTile {...tile({ assignee: ['me'] })} count={tiles.mine} label="mine" />
        <StatTile {...tile({ changed: 'week' })} count={tiles.changed} label="changed this week" />
        {filter.asOf === null && <TileLink href="/facts/conflicts">conflicts that matter most</TileLink>}
      </StatTiles>
      <nav className={classes['statuses']} aria-label="By status">
        {CLAIM_STATUSES.filter((status) => tiles.byStatus[status]).map((status) => {
          const { href, active } = tile({ status: [status] });
          return (
            <Link
              key={status}
              className={classes['status']}
              href={href}
              prefetch={false}
              scroll={false}
              onNavigate={(event) => {
                event.preventDefault();
                go(href);
              }}
              aria-current={active ? 'true' : undefined}
            >
              <StatusBadge status={status} />{' '}
              <span className={classes['statusCount']}>
                {tiles.byStatus[status]?.toLocaleString('en-GB')}
              </span>
            </Link>
          );
        })}
      </nav>
    </div>
  );
}
