import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { InstrumentView } from '#components/instruments/instrument-view.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { listInstrumentHistory } from '#lib/history/instrument-queries.ts';
import { instrumentName } from '#lib/instruments/naming.ts';
import { actChoices, findInstrument } from '#lib/instruments/queries.ts';

// Once for the title and once for the page would be two reads.
const read = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, act: await findInstrument(actor, id) };
});

export async function generateMetadata({ params }: PageProps<'/instruments/[id]'>) {
  const { act } = await read((await params).id);
  return { title: act ? instrumentName(act) : 'No such act' };
}

export default async function InstrumentPage({ params }: PageProps<'/instruments/[id]'>) {
  const { actor, act } = await read((await params).id);
  if (!act) notFound();
  const [acts, history] = await Promise.all([actChoices(actor), listInstrumentHistory(actor, act.id)]);
  return (
    <Page width="reading">
      <PageHeader
        title={instrumentName(act)}
        above={<Link href="/instruments">Instruments</Link>}
        lead={act.titleEnglish}
      />
      <InstrumentView act={act} acts={acts} history={history} actor={{ id: actor.id, role: actor.role }} />
    </Page>
  );
}
