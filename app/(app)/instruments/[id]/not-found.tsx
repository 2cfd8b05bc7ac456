import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';
import { EmptyState } from '#components/ui/states.tsx';

export default function NotFound() {
  return (
    <Page title="No such act">
      <EmptyState
        title="There is no such act"
        level={1}
        action={<LinkButton href="/instruments">Go to the instruments</LinkButton>}
      >
        <p>The number in the address is that of no decree, order or law here.</p>
      </EmptyState>
    </Page>
  );
}
