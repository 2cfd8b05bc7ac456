import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';
import { EmptyState } from '#components/ui/states.tsx';

export default function NotFound() {
  return (
    <Page title="No such source">
      <EmptyState
        title="There is no such source"
        level={1}
        action={<LinkButton href="/sources">Go to the sources</LinkButton>}
      >
        <p>The number in the address is that of no source. Search for its title, publisher or web address.</p>
      </EmptyState>
    </Page>
  );
}
