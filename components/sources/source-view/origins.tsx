import type { Lineage, RelianceRow } from '#lib/lineage/schema.ts';
import { LinkedSourceLine } from './linked-source.tsx';
import classes from './source-view.module.css';

/** Where following the reliance back ends, unless that is what is listed above already. */
export function Origins({ origins, direct }: { origins: Lineage['origins']; direct: RelianceRow[] }) {
  const listed = origins.every(({ source, name }) =>
    direct.some((row) => (source ? row.source?.id === source.id : row.name === name)),
  );
  if (listed && origins.length === direct.length) return null;
  return (
    <div className={classes['origins']}>
      <p className={classes['quiet']}>
        {origins.length === 1
          ? 'Followed back, it comes from:'
          : `Followed back, it comes from ${origins.length} origins:`}
      </p>
      <ul className={classes['links']}>
        {origins.map(({ source, name }) => (
          <li key={source ? source.id : name}>{source ? <LinkedSourceLine source={source} /> : name}</li>
        ))}
      </ul>
    </div>
  );
}
