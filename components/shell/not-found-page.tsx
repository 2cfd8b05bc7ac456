import { LinkButton } from '#components/ui/link-button.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { EmptyState } from '#components/ui/states.tsx';

export function NotFoundPage() {
  return (
    <>
      <PageTitle>Not found</PageTitle>
      <EmptyState
        title="There is nothing at this address"
        level={1}
        action={
          <>
            <LinkButton href="/claims">Go to the claims</LinkButton>
            <LinkButton href="/sources" variant="default">
              Sources
            </LinkButton>
          </>
        }
      >
        <p>It may have been removed, merged into another, or the address may be mistyped.</p>
      </EmptyState>
    </>
  );
}
