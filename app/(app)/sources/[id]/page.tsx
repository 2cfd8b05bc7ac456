import { notFound } from 'next/navigation';
import { SourceView } from '#components/sources/source-view/source-view.tsx';
import { Page } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { sourceWhole } from '#lib/sources/whole-queries.ts';

export default async function SourcePage({ params }: PageProps<'/sources/[id]'>) {
  const whole = await sourceWhole(await requireActor(), (await params).id);
  if (!whole) notFound();
  return (
    <Page title={whole.source.title}>
      <SourceView {...whole} variant="page" />
    </Page>
  );
}
