import classes from './unranked.module.css';

/** Says of a search of which too many rows are found to be ranked how they come instead. */
export function Unranked({ rows }: { rows: string }) {
  return (
    <p className={classes['notice']} role="status">
      Too many {rows} match to rank them: the last change comes first. Another word narrows them down.
    </p>
  );
}
