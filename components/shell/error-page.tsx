'use client';

import { Button } from '@mantine/core';
import { useTransition } from 'react';
import { digestOf } from '#components/ui/digest.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { ErrorState } from '#components/ui/states.tsx';

export function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const [pending, startTransition] = useTransition();
  return (
    <>
      <PageTitle>Something went wrong</PageTitle>
      <ErrorState
        title="Something went wrong"
        level={1}
        id={digestOf(error)}
        action={
          <>
            <Button loading={pending} onClick={() => startTransition(retry)}>
              Try again
            </Button>
            <LinkButton href="/" variant="default">
              Go to the start
            </LinkButton>
          </>
        }
      >
        <p>This page could not be shown. Nothing that you saved is lost.</p>
      </ErrorState>
    </>
  );
}
