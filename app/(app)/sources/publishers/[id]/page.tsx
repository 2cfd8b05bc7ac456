import Link from 'next/link';
import { notFound } from 'next/navigation';
import { PublisherForm } from '#components/publishers/publisher-form.tsx';
import { PublisherView } from '#components/publishers/publisher-view.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { listPublisherHistory } from '#lib/history/source-queries.ts';
import { findPublisher } from '#lib/publishers/queries.ts';
import { canSource } from '#lib/sources/policy.ts';

export default async function PublisherPage({ params }: PageProps<'/sources/publishers/[id]'>) {
  const actor = await requireActor();
  const publisher = await findPublisher(actor, (await params).id);
  if (!publisher) notFound();
  const history = await listPublisherHistory(actor, publisher.id);
  return (
    <Page title={publisher.name} width="reading">
      <PageHeader title={publisher.name} above={<Link href="/sources/publishers">Publishers</Link>} />
      {canSource(actor, 'editPublisher') && <PublisherForm publisher={publisher} />}
      <PublisherView publisher={publisher} history={history} />
    </Page>
  );
}
