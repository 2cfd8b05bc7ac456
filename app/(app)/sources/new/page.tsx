import Link from 'next/link';
import { NewSource } from '#components/sources/source-form/new-source.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { NoPermissionState } from '#components/ui/states.tsx';
import { requireActor } from '#lib/core/session.ts';
import { canSource } from '#lib/sources/policy.ts';
import { sourceLanguages } from '#lib/sources/queries.ts';

export default async function NewSourcePage() {
  const actor = await requireActor();
  if (!canSource(actor, 'create'))
    return (
      <Page title="Add a source">
        <NoPermissionState needs="a researcher" action={<LinkButton href="/sources">Sources</LinkButton>} />
      </Page>
    );
  return (
    <Page title="Add a source" width="reading">
      <PageHeader
        title="Add a source"
        above={<Link href="/sources">Sources</Link>}
        lead="Sources come with the claims that rest on them. Add one by itself where others rely on it: the origin behind several reports."
      />
      <NewSource userId={actor.id ?? 0} languages={await sourceLanguages(actor)} />
    </Page>
  );
}
