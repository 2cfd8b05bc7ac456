import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';
import { EmptyState } from '#components/ui/states.tsx';

export default function NotFound() {
  return (
    <Page title="No such publisher">
      <EmptyState
        title="There is no such publisher"
        level={1}
        action={<LinkButton href="/sources/publishers">Go to the publishers</LinkButton>}
      >
        <p>The number in the address is that of no publisher. Search for its name, in any script.</p>
      </EmptyState>
    </Page>
  );
}
