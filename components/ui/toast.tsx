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
