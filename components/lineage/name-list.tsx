import type { Route } from 'next';
import Link from 'next/link';
import classes from './lineage.module.css';

/** So many names stand in the open; the others unfold. */
const SHOWN = 12;

type Named = { id: number | null; name: string; title: string };

/** Names in one line, each a link to its source where there is a document. */
export function NameList({ names, strong = false }: { names: readonly Named[]; strong?: boolean }) {
  const more = names.slice(SHOWN);
  return (
    <ul className={classes['names']} data-strong={strong || undefined}>
      {names.slice(0, SHOWN).map(item)}
      {more.length > 0 && (
        <li>
          <details>
            <summary>and {more.length} more</summary> <ul className={classes['names']}>{more.map(item)}</ul>
          </details>
        </li>
      )}
    </ul>
  );
}

function item({ id, name, title }: Named) {
  return (
    <li key={id ?? name}>
      {id === null ? (
        name
      ) : (
        <Link href={`/sources/${id}` as Route} prefetch={false} title={title}>
          {name}
        </Link>
      )}
    </li>
  );
}
