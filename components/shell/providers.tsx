'use client';

import { MantineProvider } from '@mantine/core';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { theme } from '#components/ui/theme.ts';
import { Toasts } from './toasts.tsx';

export function Providers({ children }: { children: ReactNode }) {
  return (
    // The theme's variables are in theme-variables.css: Mantine would work them out, and send them, with each page.
    <MantineProvider
      theme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
      defaultColorScheme="auto"
    >
      <NuqsAdapter>{children}</NuqsAdapter>
      <Toasts />
    </MantineProvider>
  );
}
