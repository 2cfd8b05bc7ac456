import { notFound } from 'next/navigation';
import { cache } from 'react';
import { SourceView } from '#components/sources/source-view/source-view.tsx';
import { Page } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { listSourceHistory } from '#lib/history/source-queries.ts';
import { sourceLineage } from '#lib/lineage/queries.ts';
import { suggestOrigins } from '#lib/lineage/suggestion-queries.ts';
import { listSnapshots, sourceHealth } from '#lib/snapshots/queries.ts';
import { findSource } from '#lib/sources/queries.ts';

const TITLE_LENGTH = 70;

// Once for the title and once for the page would be two reads.
const read = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, source: await findSource(actor, id) };
});

export async function generateMetadata({ params }: PageProps<'/sources/[id]'>) {
  const { source } = await read((await params).id);
  if (!source) return { title: 'No such source' };
  return {
    title: source.title.length > TITLE_LENGTH ? `${source.title.slice(0, TITLE_LENGTH)}…` : source.title,
  };
}

export default async function SourcePage({ params }: PageProps<'/sources/[id]'>) {
  const { actor, source } = await read((await params).id);
  if (!source) notFound();
  const [lineage, suggestions, history, snapshots, health] = await Promise.all([
    sourceLineage(actor, source.id),
    suggestOrigins(actor, source.id),
    listSourceHistory(actor, source.id),
    listSnapshots(actor, source.id),
    sourceHealth(actor, source.id),
  ]);
  return (
    <Page>
      <SourceView
        source={source}
        lineage={lineage}
        suggestions={suggestions}
        snapshots={snapshots}
        health={health}
        history={history}
        actor={{ role: actor.role }}
        variant="page"
      />
    </Page>
  );
}
