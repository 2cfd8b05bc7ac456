import Link from 'next/link';
import { notFound } from 'next/navigation';
import { InstrumentView } from '#components/instruments/instrument-view.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { listInstrumentHistory } from '#lib/history/instrument-queries.ts';
import { instrumentName } from '#lib/instruments/naming.ts';
import { actChoices, findInstrument } from '#lib/instruments/queries.ts';

export default async function InstrumentPage({ params }: PageProps<'/instruments/[id]'>) {
  const actor = await requireActor();
  const act = await findInstrument(actor, (await params).id);
  if (!act) notFound();
  const [acts, history] = await Promise.all([actChoices(actor), listInstrumentHistory(actor, act.id)]);
  return (
    <Page title={instrumentName(act)} width="reading">
      <PageHeader
        title={instrumentName(act)}
        above={<Link href="/instruments">Instruments</Link>}
        lead={act.titleEnglish}
      />
      <InstrumentView act={act} acts={acts} history={history} actor={{ id: actor.id, role: actor.role }} />
    </Page>
  );
}
