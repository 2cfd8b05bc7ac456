'use client';

import { IconArrowsDiagonal, IconX } from '@tabler/icons-react';
import type { Route } from 'next';
import { type ReactNode, useEffect, useRef } from 'react';
import { isInFloating, isTyping } from './shortcut-keys.ts';
import classes from './side-panel.module.css';

/**
 * A page beside the list: half the width from 900 px up, the whole screen below. It is not modal: the list stays
 * usable. The focus moves in when it opens or `subject` changes, and back to where it was when it closes. Escape
 * leaves a text field first and closes at the second press.
 */
export function SidePanel({
  label,
  subject,
  fullPage,
  toolbar,
  onClose,
  children,
}: {
  label: string;
  /** What is shown, for example the row's id. */
  subject: string | number;
  /** The address of its own; a full load, since client navigation would open the panel again. */
  fullPage?: Route;
  /** Beside the buttons at the top: previous, next, edit. */
  toolbar?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) {
  const panel = useRef<HTMLElement>(null);
  const outside = useRef<HTMLElement | null>(null);
  const shown = useRef<string | number | null>(null);
  const close = useRef(onClose);

  useEffect(() => {
    close.current = onClose;
  });

  useEffect(() => {
    if (document.activeElement instanceof HTMLElement) outside.current = document.activeElement;
    const onFocus = (event: FocusEvent) => {
      const target = event.target;
      if (target instanceof HTMLElement && !panel.current?.contains(target)) outside.current = target;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isInFloating(event.target)) return;
      if (isTyping(event.target)) panel.current?.focus({ preventScroll: true });
      else close.current();
    };
    document.addEventListener('focusin', onFocus);
    window.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('focusin', onFocus);
      window.removeEventListener('keydown', onKey);
      if (outside.current?.isConnected) outside.current.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    if (shown.current === subject) return;
    shown.current = subject;
    panel.current?.focus({ preventScroll: true });
    return () => {
      shown.current = null;
    };
  }, [subject]);

  return (
    <section ref={panel} className={classes['panel']} aria-label={label} tabIndex={-1} data-side-panel>
      <div className={classes['bar']}>
        <button type="button" className={classes['button']} onClick={onClose}>
          <IconX size={16} aria-hidden />
          Close
        </button>
        <div className={classes['tools']}>
          {toolbar}
          {fullPage && (
            <a className={classes['button']} href={fullPage}>
              <IconArrowsDiagonal size={16} aria-hidden />
              Full page
            </a>
          )}
        </div>
      </div>
      <div className={classes['body']}>{children}</div>
    </section>
  );
}
