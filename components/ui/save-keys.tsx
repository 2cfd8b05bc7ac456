import { Keys } from './keys.tsx';

/** Beside a save button; the button's name stays without it. */
export function SaveKeys() {
  return (
    <span aria-hidden>
      <Keys combo="Ctrl+Enter" />
    </span>
  );
}
