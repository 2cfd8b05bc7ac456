import { notFound } from 'next/navigation';
import { CopyText } from '#components/snapshots/copy-text.tsx';
import { CopyPage, CopyWithoutText, SnapshotView } from '#components/snapshots/snapshot-view.tsx';
import { Page } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { canEvidence } from '#lib/evidence/policy.ts';
import { listQuotable } from '#lib/evidence/queries.ts';
import { quotesInSnapshot } from '#lib/quotes/queries.ts';
import { findSnapshot, snapshotText } from '#lib/snapshots/queries.ts';
import { findSource } from '#lib/sources/queries.ts';

export const metadata = { title: 'A copy of a source' };

export default async function SnapshotPage({
  params,
  searchParams,
}: PageProps<'/sources/[id]/snapshots/[snapshot]'>) {
  const actor = await requireActor();
  const { id, snapshot: number } = await params;
  const { view } = await searchParams;
  const [source, snapshot] = await Promise.all([
    findSource(actor, id),
    /^[1-9]\d{0,8}$/.test(number) ? findSnapshot(actor, Number(number)) : null,
  ]);
  if (!source || snapshot?.sourceId !== source.id) notFound();
  if (view === 'page')
    return (
      <Page>
        <SnapshotView source={source} snapshot={snapshot} view="page" before={null}>
          <CopyPage snapshot={snapshot} />
        </SnapshotView>
      </Page>
    );
  const [text, quotes, quotable] = await Promise.all([
    snapshotText(actor, snapshot.id),
    quotesInSnapshot(actor, snapshot.id),
    listQuotable(actor, source.id),
  ]);
  return (
    <Page>
      <SnapshotView source={source} snapshot={snapshot} view="text" before={null}>
        {text === '' ? (
          <CopyWithoutText snapshot={snapshot} />
        ) : (
          <CopyText
            snapshotId={snapshot.id}
            text={text}
            language={snapshot.language ?? source.language ?? undefined}
            quotes={quotes}
            quotable={quotable}
            canQuote={source.deleted === null && canEvidence(actor, 'edit')}
          />
        )}
      </SnapshotView>
    </Page>
  );
}
