'use client';

import { Button, Group, Portal } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './on-demand.module.css';

/** Code that comes when it is first needed, and is kept. Make one for each `import()`, outside of components. */
export class OnDemand<Module> {
  readonly #load: () => Promise<Module>;
  module: Module | null = null;

  constructor(load: () => Promise<Module>) {
    this.#load = load;
  }

  async load(): Promise<void> {
    this.module ??= await this.#load();
  }
}

/**
 * Draws with code that comes on demand. Where it does not come, since there is no connection, the page stays as it is and says so, and
 * asks again: when told to, and when the connection is back. It says so in the place that `loading` has, or over the page. `onClose`
 * gives up.
 */
export function Demanded<Module>({
  code,
  loading = null,
  failed,
  onClose,
  children,
}: {
  code: OnDemand<Module>;
  /** Shown until it is there. */
  loading?: ReactNode;
  /** Shown instead of words, for what nobody asked for. */
  failed?: ReactNode;
  onClose?: () => void;
  children: (module: Module) => ReactNode;
}) {
  const [state, setState] = useState<'coming' | 'there' | 'failed'>('coming');
  useEffect(() => {
    if (state !== 'coming') return;
    let gone = false;
    const become = (next: 'there' | 'failed') => () => {
      if (!gone) setState(next);
    };
    code.load().then(become('there'), become('failed'));
    return () => {
      gone = true;
    };
  }, [state, code]);
  useEffect(() => {
    if (state !== 'failed') return;
    const again = () => setState('coming');
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [state]);

  if (code.module !== null) return children(code.module);
  if (state === 'failed' && failed !== undefined) return failed;
  if (state !== 'failed') return loading;
  const over = loading === null;
  const told = <NotLoaded over={over} onAgain={() => setState('coming')} onClose={onClose} />;
  return over ? <Portal>{told}</Portal> : told;
}

function NotLoaded({
  over,
  onAgain,
  onClose,
}: {
  over: boolean;
  onAgain: () => void;
  onClose: (() => void) | undefined;
}) {
  const again = useRef<HTMLButtonElement>(null);
  const opened = onClose !== undefined;
  // Who opened it is where the focus was; what was clicked may be gone by now.
  useEffect(() => {
    if (!opened) return;
    const before = document.activeElement;
    again.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [opened]);
  return (
    <div
      role="alert"
      className={classes['notLoaded']}
      data-over={over || undefined}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !onClose) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <p>
        This could not be opened: the server could not be reached. Nothing that you typed is lost; check the
        connection and try again.
      </p>
      <Group gap="xs">
        <Button ref={again} size="xs" variant="default" onClick={onAgain}>
          Try again
        </Button>
        {onClose && (
          <Button size="xs" variant="subtle" color="gray" onClick={onClose}>
            Close
          </Button>
        )}
      </Group>
    </div>
  );
}
