'use client';

import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';

const CLOSE = { 'aria-label': 'Close' };

/** Says that something is done; for a few seconds. */
export function toastDone(message: string): void {
  notifications.show({ message, color: 'sea', autoClose: 4000, closeButtonProps: CLOSE });
}

/** Says that something is done, and how to take it back; stays long enough to be reached. */
export function toastUndo(message: string, undo: () => Promise<void>): void {
  const id = notifications.show({
    color: 'sea',
    autoClose: 20_000,
    closeButtonProps: CLOSE,
    message: (
      <>
        {message}{' '}
        <Anchor
          component="button"
          type="button"
          fz="inherit"
          onClick={() => {
            notifications.hide(id);
            undo().catch(reportError);
          }}
        >
          Undo
        </Anchor>
      </>
    ),
  });
}

/** Says that something failed; stays until it is closed. `id` is what the log knows the error by. */
export function toastFailed(message: string, id?: string): void {
  notifications.show({
    message: id ? `${message} (logged as ${id})` : message,
    color: 'red',
    autoClose: false,
    closeButtonProps: CLOSE,
  });
}

/**
 * Whether the browser has no connection; says so then. What would load a page anew asks before: the browser would put a page of its own
 * in place of this one.
 */
export function toastIfOffline(): boolean {
  if (navigator.onLine) return false;
  notifications.show({
    // Told once, however often somebody tries.
    id: 'offline',
    message: 'There is no connection. The page stays as it is; try again when there is one.',
    color: 'red',
    autoClose: 6000,
    closeButtonProps: CLOSE,
  });
  return true;
}
