import { Keys } from './keys.tsx';
import classes from './save-keys.module.css';

/** Beside a save button; the button's name stays without it. */
export function SaveKeys() {
  return (
    <span aria-hidden className={classes['keys']}>
      <Keys combo="Ctrl+Enter" />
    </span>
  );
}
