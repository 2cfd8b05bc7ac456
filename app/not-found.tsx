import { Button } from '@mantine/core';
import Link from 'next/link';
import { EmptyState } from '#components/ui/states.tsx';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <EmptyState
      title="There is nothing at this address"
      action={
        <>
          <Button component={Link} href="/claims">
            Go to the claims
          </Button>
          <Button component={Link} href="/sources" variant="default">
            Sources
          </Button>
        </>
      }
    >
      <p>It may have been removed, merged into another, or the address may be mistyped.</p>
    </EmptyState>
  );
}
