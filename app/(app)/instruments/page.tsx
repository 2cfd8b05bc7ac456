import { InstrumentList } from '#components/instruments/instrument-list.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { canInstrument } from '#lib/instruments/policy.ts';
import { listInstruments } from '#lib/instruments/queries.ts';

export default async function InstrumentsPage() {
  const actor = await requireActor();
  const rows = await listInstruments(actor);
  return (
    <Page title="Instruments" width="reading">
      <PageHeader
        title="Instruments"
        lead="Decrees, orders and laws with their versions and articles. A claim that depends on one is marked stale when it is amended, until somebody looks again."
      />
      <InstrumentList rows={rows} userId={actor.id ?? 0} canRecord={canInstrument(actor, 'record')} />
    </Page>
  );
}
