import { notFound } from 'next/navigation';
import { CopyChanges } from '#components/snapshots/copy-changes.tsx';
import { CopyText } from '#components/snapshots/copy-text.tsx';
import { CopyPage, CopyWithoutText, SnapshotView } from '#components/snapshots/snapshot-view.tsx';
import { Page } from '#components/ui/page.tsx';
import type { Actor } from '#lib/core/actor.ts';
import { requireActor } from '#lib/core/session.ts';
import { canEvidence } from '#lib/evidence/policy.ts';
import { listQuotable } from '#lib/evidence/queries.ts';
import { quotesInSnapshot, quotesLost } from '#lib/quotes/queries.ts';
import { findSnapshot, goodCopyBefore, snapshotText } from '#lib/snapshots/queries.ts';
import { findSource } from '#lib/sources/queries.ts';

function copyOf(actor: Actor, number: string) {
  return /^[1-9]\d{0,8}$/.test(number) ? findSnapshot(actor, Number(number)) : null;
}

export default async function SnapshotPage({
  params,
  searchParams,
}: PageProps<'/sources/[id]/snapshots/[snapshot]'>) {
  const actor = await requireActor();
  const { id, snapshot: number } = await params;
  const { view, against } = await searchParams;
  const [source, snapshot] = await Promise.all([findSource(actor, id), copyOf(actor, number)]);
  if (!source || snapshot?.sourceId !== source.id) notFound();
  const language = snapshot.language ?? source.language ?? undefined;
  const previous = await goodCopyBefore(actor, snapshot);
  const frame = { source, snapshot, before: previous?.id ?? null };
  if (view === 'page')
    return (
      <Page title="A copy of a source">
        <SnapshotView {...frame} view="page">
          <CopyPage snapshot={snapshot} />
        </SnapshotView>
      </Page>
    );
  if (against !== undefined) {
    const before = await copyOf(actor, String(against));
    if (before?.sourceId !== source.id || before.textSha256 === null || snapshot.textSha256 === null)
      notFound();
    const [beforeText, text, lost] = await Promise.all([
      snapshotText(actor, before.id),
      snapshotText(actor, snapshot.id),
      quotesLost(actor, before.id, snapshot.id),
    ]);
    return (
      <Page title="A copy of a source">
        <SnapshotView {...frame} view="changes">
          <CopyChanges before={before} beforeText={beforeText} text={text} language={language} lost={lost} />
        </SnapshotView>
      </Page>
    );
  }
  const [text, quotes, quotable] = await Promise.all([
    snapshotText(actor, snapshot.id),
    quotesInSnapshot(actor, snapshot.id),
    listQuotable(actor, source.id),
  ]);
  return (
    <Page title="A copy of a source">
      <SnapshotView {...frame} view="text">
        {text === '' ? (
          <CopyWithoutText snapshot={snapshot} />
        ) : (
          <CopyText
            snapshotId={snapshot.id}
            text={text}
            language={language}
            quotes={quotes}
            quotable={quotable}
            canQuote={source.deleted === null && canEvidence(actor, 'edit')}
          />
        )}
      </SnapshotView>
    </Page>
  );
}
