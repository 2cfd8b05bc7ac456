'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { cssVariablesResolver, theme } from '#components/ui/theme.ts';

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
      <Notifications position="bottom-right" limit={3} containerWidth={380} />
    </MantineProvider>
  );
}
