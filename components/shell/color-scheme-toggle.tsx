'use client';

import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import classes from './color-scheme-toggle.module.css';

/** Follows the system until it is pressed; then the choice is kept in this browser. */
export function ColorSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: true });
  return (
    <button
      type="button"
      className={classes['button']}
      aria-label="Dark colours"
      aria-pressed={scheme === 'dark'}
      title="Light or dark"
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
    >
      <IconMoon size={18} stroke={1.6} className="mantine-dark-hidden" aria-hidden />
      <IconSun size={18} stroke={1.6} className="mantine-light-hidden" aria-hidden />
    </button>
  );
}
