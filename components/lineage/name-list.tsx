import type { Route } from 'next';
import Link from 'next/link';
import classes from './lineage.module.css';

/** Names in one line, each a link to its source where there is a document. */
export function NameList({
  names,
  strong = false,
}: {
  names: readonly { id: number | null; name: string; title: string }[];
  strong?: boolean;
}) {
  return (
    <ul className={classes['names']} data-strong={strong || undefined}>
      {names.map(({ id, name, title }) => (
        <li key={id ?? name}>
          {id === null ? (
            name
          ) : (
            <Link href={`/sources/${id}` as Route} prefetch={false} title={title}>
              {name}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
