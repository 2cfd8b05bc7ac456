import { FactSheet } from '#components/facts/fact-sheet.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { factSheet } from '#lib/facts/queries.ts';
import { AGREEMENTS } from '#lib/facts/sheet.ts';
import { RESOLUTION_STATES } from '#lib/facts/vocabulary.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';

export const metadata = { title: 'Facts' };

export default async function FactsPage({ searchParams }: PageProps<'/facts'>) {
  const actor = await requireActor();
  const programme = await currentProgramme(actor);
  const [sections, { show }] = await Promise.all([factSheet(actor, programme.id), searchParams]);
  const only = [...RESOLUTION_STATES, ...AGREEMENTS].find((known) => known === show) ?? null;
  return (
    <Page>
      <PageHeader
        title="Facts"
        lead="What the evidence says, question by question, and what claims assert with the evidence for and against. Different counts, units and dates stand side by side; they are never added up."
      />
      <FactSheet sections={sections} only={only} unknown={show !== undefined && only === null} />
    </Page>
  );
}
