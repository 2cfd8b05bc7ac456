'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useTransition } from 'react';
import { digestOf } from '#components/ui/digest.ts';
import { ErrorState } from '#components/ui/states.tsx';

export function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const [pending, startTransition] = useTransition();
  return (
    <ErrorState
      title="Something went wrong"
      id={digestOf(error)}
      action={
        <>
          <Button loading={pending} onClick={() => startTransition(retry)}>
            Try again
          </Button>
          <Button component={Link} href="/" variant="default">
            Go to the start
          </Button>
        </>
      }
    >
      <p>This page could not be shown. Nothing that you saved is lost.</p>
    </ErrorState>
  );
}
