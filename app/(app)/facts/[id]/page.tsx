import type { Route } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { FactEvidence } from '#components/facts/fact-entry.tsx';
import { FactView } from '#components/facts/fact-view.tsx';
import { SheetWait } from '#components/facts/sheet-wait.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { findFact } from '#lib/facts/definition-queries.ts';
import { listOverrulings } from '#lib/facts/overruling-queries.ts';
import { canFact } from '#lib/facts/policy.ts';
import { keptSheet } from '#lib/facts/sheet-queries.ts';
import { listFactHistory } from '#lib/history/fact-queries.ts';

export default async function FactPage({ params }: PageProps<'/facts/[id]'>) {
  const actor = await requireActor();
  const fact = await findFact(actor, (await params).id);
  if (!fact) notFound();
  const [history, sheet] = await Promise.all([
    listFactHistory(actor, fact.id),
    keptSheet(actor, fact.programmeId, { factId: fact.id }),
  ]);
  const [weighed] = sheet.facts ?? [];
  const overrulings = await listOverrulings(actor, sheet.facts ?? []);
  return (
    <Page title={fact.question} width="reading">
      <PageHeader title={fact.question} above={<Link href={`/facts#${fact.slug}` as Route}>Facts</Link>} />
      <FactView fact={fact} history={history} userId={actor.id ?? 0} mayDefine={canFact(actor, 'define')}>
        {sheet.facts === null && <SheetWait sheet={sheet} />}
        {weighed && (
          <FactEvidence
            fact={weighed}
            overruling={overrulings.get(fact.id) ?? null}
            mayOverrule={canFact(actor, 'overrule')}
            time={{ asOf: null, on: null }}
          />
        )}
        {sheet.facts !== null && !weighed && <p>No claim answers it.</p>}
      </FactView>
    </Page>
  );
}
