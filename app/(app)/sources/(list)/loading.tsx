import { SourcesNav } from '#components/sources/sources-nav.tsx';
import { Page } from '#components/ui/page.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';

export default function Loading() {
  return (
    <Page title="Sources" width="fill">
      <SourcesNav current="sources" />
      <TableSkeleton />
    </Page>
  );
}
