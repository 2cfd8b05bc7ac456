import { COLUMN_MEANINGS, READ_COLUMNS } from '#lib/imports/columns.ts';
import classes from './imports.module.css';

/** What a file may hold, for who has none yet. */
export function ColumnsGuide() {
  return (
    <section aria-labelledby="columns-guide">
      <h2 id="columns-guide" className={classes['guideTitle']}>
        Columns of the file
      </h2>
      <p className={classes['quiet']}>
        In any order, and only those you have. An empty cell empties the field where it may be empty; a
        missing column leaves it as it is.
      </p>
      <dl className={classes['guide']}>
        {READ_COLUMNS.map((column) => (
          <div key={column}>
            <dt>
              <code>{column}</code>
            </dt>
            <dd>{COLUMN_MEANINGS[column]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
