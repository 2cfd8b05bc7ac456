import type { Route } from 'next';
import { AddressProblems } from '#components/data-table/address-problems.tsx';
import { FactMoment } from '#components/facts/fact-moment.tsx';
import { FactSheet } from '#components/facts/fact-sheet.tsx';
import { MomentBar } from '#components/ui/moment-bar.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { now } from '#lib/core/clock.ts';
import { momentOf } from '#lib/core/moment.ts';
import { requireActor } from '#lib/core/session.ts';
import { listOverrulings } from '#lib/facts/overruling-queries.ts';
import { canFact } from '#lib/facts/policy.ts';
import { saidFacts } from '#lib/facts/queries.ts';
import { AGREEMENTS, buildSheet } from '#lib/facts/sheet.ts';
import { RESOLUTION_STATES } from '#lib/facts/vocabulary.ts';
import { changesOf, readWeights } from '#lib/facts/what-if.ts';
import { readAsOf } from '#lib/history/queries.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';

export const metadata = { title: 'Facts' };

export default async function FactsPage({ searchParams }: PageProps<'/facts'>) {
  const actor = await requireActor();
  const programme = await currentProgramme(actor);
  const params = await searchParams;
  const { asOf, problem } = momentOf(params['asOf'], now());
  const said = await readAsOf({ asOf }, () => saidFacts(actor, programme.id));
  const { show } = params;
  const sections = buildSheet(said);
  const whatIf = readWeights(params);
  const changes = whatIf.tried ? changesOf(sections, buildSheet(said, whatIf.weights)) : [];
  const overrulings = await readAsOf({ asOf }, () =>
    listOverrulings(
      actor,
      sections.flatMap(({ facts }) => facts),
    ),
  );
  const only = [...RESOLUTION_STATES, ...AGREEMENTS].find((known) => known === show) ?? null;
  const present = (only === null ? '/facts' : `/facts?show=${only}`) as Route;
  return (
    <Page>
      <PageHeader
        title="Facts"
        lead="What the evidence says, question by question, and what claims assert with the evidence for and against. Different counts, units and dates stand side by side; they are never added up."
        actions={<FactMoment asOf={asOf} show={only} />}
      />
      {problem !== null && <AddressProblems problems={[{ key: 'asOf', value: '', message: problem }]} />}
      {asOf !== null && <MomentBar asOf={asOf} present={present} />}
      <FactSheet
        sections={sections}
        overrulings={overrulings}
        mayOverrule={asOf === null && canFact(actor, 'overrule')}
        whatIf={whatIf}
        changes={changes}
        only={only}
        unknown={show !== undefined && only === null}
        asOf={asOf}
      />
    </Page>
  );
}
