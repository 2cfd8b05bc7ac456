import { FactSheet } from '#components/facts/fact-sheet.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { listOverrulings } from '#lib/facts/overruling-queries.ts';
import { canFact } from '#lib/facts/policy.ts';
import { saidFacts } from '#lib/facts/queries.ts';
import { AGREEMENTS, buildSheet } from '#lib/facts/sheet.ts';
import { RESOLUTION_STATES } from '#lib/facts/vocabulary.ts';
import { changesOf, readWeights } from '#lib/facts/what-if.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';

export const metadata = { title: 'Facts' };

export default async function FactsPage({ searchParams }: PageProps<'/facts'>) {
  const actor = await requireActor();
  const programme = await currentProgramme(actor);
  const [said, params] = await Promise.all([saidFacts(actor, programme.id), searchParams]);
  const { show } = params;
  const sections = buildSheet(said);
  const whatIf = readWeights(params);
  const changes = whatIf.tried ? changesOf(sections, buildSheet(said, whatIf.weights)) : [];
  const overrulings = await listOverrulings(
    actor,
    sections.flatMap(({ facts }) => facts),
  );
  const only = [...RESOLUTION_STATES, ...AGREEMENTS].find((known) => known === show) ?? null;
  return (
    <Page>
      <PageHeader
        title="Facts"
        lead="What the evidence says, question by question, and what claims assert with the evidence for and against. Different counts, units and dates stand side by side; they are never added up."
      />
      <FactSheet
        sections={sections}
        overrulings={overrulings}
        mayOverrule={canFact(actor, 'overrule')}
        whatIf={whatIf}
        changes={changes}
        only={only}
        unknown={show !== undefined && only === null}
      />
    </Page>
  );
}
