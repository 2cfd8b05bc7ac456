import { notFound } from 'next/navigation';
import { cache } from 'react';
import { SourceView } from '#components/sources/source-view/source-view.tsx';
import { Page } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { sourceWhole } from '#lib/sources/whole-queries.ts';

const TITLE_LENGTH = 70;

// Once for the title and once for the page would be two reads.
const read = cache(async (id: string) => sourceWhole(await requireActor(), id));

export async function generateMetadata({ params }: PageProps<'/sources/[id]'>) {
  const whole = await read((await params).id);
  if (!whole) return { title: 'No such source' };
  const { title } = whole.source;
  return { title: title.length > TITLE_LENGTH ? `${title.slice(0, TITLE_LENGTH)}…` : title };
}

export default async function SourcePage({ params }: PageProps<'/sources/[id]'>) {
  const whole = await read((await params).id);
  if (!whole) notFound();
  return (
    <Page>
      <SourceView {...whole} variant="page" />
    </Page>
  );
}
