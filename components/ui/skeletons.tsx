import classes from './skeletons.module.css';

const STATEMENTS = [82, 64, 91, 73, 58, 87, 69, 78, 61, 84, 70, 88];

/** What a table looks like before its rows are there. */
export function TableSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <div className={classes['table']} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => `row-${index}`).map((key, index) => (
        <div className={classes['row']} key={key}>
          <span
            className={classes['bar']}
            style={{ width: `${STATEMENTS[index % STATEMENTS.length] ?? 70}%` }}
          />
          <span className={classes['bar']} />
          <span className={classes['bar']} />
        </div>
      ))}
    </div>
  );
}

/** A page of text on its way. */
export function TextSkeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div className={classes['text']} role="status" aria-label="Loading">
      <span className={`${classes['bar']} ${classes['heading']}`} />
      {Array.from({ length: lines }, (_, index) => `line-${index}`).map((key, index) => (
        <span
          className={classes['bar']}
          key={key}
          style={{ width: `${STATEMENTS[(index * 5) % STATEMENTS.length] ?? 70}%` }}
        />
      ))}
    </div>
  );
}
