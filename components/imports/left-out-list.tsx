import type { Route } from 'next';
import Link from 'next/link';
import { Section } from '#components/ui/page.tsx';
import { DateTime } from '#components/ui/time.tsx';
import type { LeavingImport } from '#lib/imports/schema.ts';
import { countOf } from './import-words.ts';
import classes from './imports.module.css';

/** Imports that left rows out which are still kept, to be found again once their page is left. */
export function LeftOutList({ imports }: { imports: readonly LeavingImport[] }) {
  if (imports.length === 0) return null;
  return (
    <Section title="Left out of earlier imports" count={imports.length}>
      <ul className={classes['leaving']}>
        {imports.map(({ id, fileName, refused, doneAt }) => (
          <li key={id}>
            <Link href={`/claims/import/${id}` as Route}>
              {countOf(refused, 'row')} of {fileName || 'a file'}
            </Link>{' '}
            <span className={classes['quiet']}>
              imported <DateTime at={doneAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
