import classes from './keys.module.css';

/** Key caps: `Ctrl+K` is one cap per part, joined by nothing. */
export function Keys({ combo }: { combo: string }) {
  return (
    <span className={classes['keys']}>
      {combo.split('+').map((part) => (
        <kbd className={classes['key']} key={part}>
          {part}
        </kbd>
      ))}
    </span>
  );
}
