import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';
import { EmptyState } from '#components/ui/states.tsx';

export default function NotFound() {
  return (
    <Page title="No such claim">
      <EmptyState
        title="There is no such claim"
        level={1}
        action={<LinkButton href="/claims">Go to the claims</LinkButton>}
      >
        <p>The number in the address is that of no claim. Search for any word of it, in any script.</p>
      </EmptyState>
    </Page>
  );
}
