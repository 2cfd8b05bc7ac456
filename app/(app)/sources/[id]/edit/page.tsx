import type { Route } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { EditSource } from '#components/sources/source-form/edit-source.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { EmptyState, NoPermissionState } from '#components/ui/states.tsx';
import { requireActor } from '#lib/core/session.ts';
import { canSource } from '#lib/sources/policy.ts';
import { findSource, sourceLanguages } from '#lib/sources/queries.ts';

export default async function EditSourcePage({ params }: PageProps<'/sources/[id]/edit'>) {
  const actor = await requireActor();
  const source = await findSource(actor, (await params).id);
  if (!source) notFound();
  const page = `/sources/${source.id}` as Route;
  const back = (
    <LinkButton href={page} variant="default">
      To the source
    </LinkButton>
  );
  if (!canSource(actor, 'edit'))
    return (
      <Page title={`Edit source ${source.id}`}>
        <NoPermissionState needs="a researcher" action={back} />
      </Page>
    );
  if (source.deleted)
    return (
      <Page title={`Edit source ${source.id}`}>
        <EmptyState title="This source is deleted" level={1} action={back}>
          <p>
            {source.deleted.by} deleted it: {source.deleted.reason} It has to be restored before it can be
            edited.
          </p>
        </EmptyState>
      </Page>
    );
  return (
    <Page title={`Edit source ${source.id}`} width="reading">
      <PageHeader title={`Edit source ${source.id}`} above={<Link href={page}>Source {source.id}</Link>} />
      <EditSource
        key={source.id}
        userId={actor.id ?? 0}
        source={source}
        languages={await sourceLanguages(actor)}
      />
    </Page>
  );
}
