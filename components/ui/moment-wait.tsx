import { Wait } from './wait.tsx';

/** In place of a page whose moment of the past is still being put together. */
export function MomentWait() {
  return (
    <Wait title="Putting the ledger of that moment together">
      <p>
        It is made from the history once, and is kept for a while. That takes some seconds, for a very large
        ledger some minutes. This page shows it as soon as it is there.
      </p>
    </Wait>
  );
}
