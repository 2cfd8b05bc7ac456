import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { PublisherForm } from '#components/publishers/publisher-form.tsx';
import { PublisherView } from '#components/publishers/publisher-view.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { listPublisherHistory } from '#lib/history/source-queries.ts';
import { findPublisher } from '#lib/publishers/queries.ts';
import { canSource } from '#lib/sources/policy.ts';

// Once for the title and once for the page would be two reads.
const read = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, publisher: await findPublisher(actor, id) };
});

export async function generateMetadata({ params }: PageProps<'/sources/publishers/[id]'>) {
  const { publisher } = await read((await params).id);
  return { title: publisher?.name ?? 'No such publisher' };
}

export default async function PublisherPage({ params }: PageProps<'/sources/publishers/[id]'>) {
  const { actor, publisher } = await read((await params).id);
  if (!publisher) notFound();
  const history = await listPublisherHistory(actor, publisher.id);
  return (
    <Page width="reading">
      <PageHeader title={publisher.name} above={<Link href="/sources/publishers">Publishers</Link>} />
      {canSource(actor, 'editPublisher') && <PublisherForm publisher={publisher} />}
      <PublisherView publisher={publisher} history={history} />
    </Page>
  );
}
