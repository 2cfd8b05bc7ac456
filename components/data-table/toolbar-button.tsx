'use client';

import type { ComponentProps } from 'react';
import classes from './toolbar-button.module.css';

/**
 * A button of the toolbar, as the filters are. `on` marks that something is chosen. It takes a ref and any prop of
 * a button, so that it can be the target of a menu or popover.
 */
export function ToolbarButton({ on = false, ...props }: ComponentProps<'button'> & { on?: boolean }) {
  return <button type="button" {...props} className={classes['button']} data-on={on || undefined} />;
}
