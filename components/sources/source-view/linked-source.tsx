import type { Route } from 'next';
import Link from 'next/link';
import type { LinkedSource } from '#lib/lineage/schema.ts';
import classes from './source-view.module.css';

/** A document in one line: title, publisher, date. */
export function LinkedSourceLine({ source }: { source: LinkedSource }) {
  const about = [source.publisher, source.publishedOn, source.deleted ? 'deleted' : null].filter(
    (part) => part,
  );
  return (
    <>
      <Link className={classes['linked']} href={`/sources/${source.id}` as Route}>
        {source.title}
      </Link>
      {about.length > 0 && <span className={classes['quiet']}> {about.join(', ')}</span>}
    </>
  );
}
