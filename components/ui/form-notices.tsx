'use client';

import { Button, Group, Modal } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './form-notices.module.css';
import { DateTime } from './time.tsx';

/** Says that a draft was put back into the form, and lets it be thrown away. */
export function DraftNotice({
  restoredAt,
  note,
  onDiscard,
}: {
  restoredAt: string | null;
  note?: ReactNode;
  onDiscard: () => void;
}) {
  return (
    <div role="status">
      {restoredAt && (
        <p className={classes['notice']}>
          <span>
            Draft of <DateTime at={restoredAt} /> restored. {note}
          </span>
          <button type="button" className={classes['action']} onClick={onDiscard}>
            Discard draft
          </button>
        </p>
      )}
    </div>
  );
}

/** A failure that belongs to no field. It takes the focus when it appears. */
export function FormProblem({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} className={classes['problem']} role="alert" tabIndex={-1}>
      <p className={classes['problemTitle']}>This was not saved</p>
      <p>{children}</p>
    </div>
  );
}

/** Offers to sign in again; the form behind it stays as it is. */
export function SessionEnded({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const signIn = () => {
    const { pathname, search } = window.location;
    return `/sign-in?callbackUrl=${encodeURIComponent(pathname + search)}`;
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Your session has ended"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={classes['text']}>
        What you typed is kept in this browser. Sign in again, and it is there; or sign in in a new tab, come
        back here and save.
      </p>
      {opened && (
        <Group gap="xs" justify="flex-end">
          <Button
            component="a"
            href={signIn()}
            target="_blank"
            rel="noopener"
            variant="default"
            onClick={onClose}
          >
            Sign in in a new tab
          </Button>
          <Button component="a" href={signIn()} data-autofocus>
            Sign in
          </Button>
        </Group>
      )}
    </Modal>
  );
}
