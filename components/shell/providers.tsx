'use client';

import { MantineProvider } from '@mantine/core';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { cssVariablesResolver, theme } from '#components/ui/theme.ts';
import { Toasts } from './toasts.tsx';

/** `nonce` is the one of the response's Content-Security-Policy, for Mantine's own style tag. */
export function Providers({ nonce, children }: { nonce?: string | undefined; children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      {...(nonce ? { getStyleNonce: () => nonce } : {})}
    >
      <NuqsAdapter>{children}</NuqsAdapter>
      <Toasts />
    </MantineProvider>
  );
}
