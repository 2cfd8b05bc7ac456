import type { Route } from 'next';
import { AddressProblems } from '#components/data-table/address-problems.tsx';
import { AddFact } from '#components/facts/add-fact.tsx';
import { FactMoment } from '#components/facts/fact-moment.tsx';
import { FactSheet } from '#components/facts/fact-sheet.tsx';
import { SheetWait } from '#components/facts/sheet-wait.tsx';
import { DayBar, MomentBar } from '#components/ui/moment-bar.tsx';
import { MomentWait } from '#components/ui/moment-wait.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { now } from '#lib/core/clock.ts';
import { DAY_FORM, momentOf, readDay } from '#lib/core/moment.ts';
import { requireActor } from '#lib/core/session.ts';
import { retiredUnused } from '#lib/facts/definition-queries.ts';
import { listOverrulings } from '#lib/facts/overruling-queries.ts';
import { canFact } from '#lib/facts/policy.ts';
import { AGREEMENTS, inSections } from '#lib/facts/sheet.ts';
import { sheetAddress } from '#lib/facts/sheet-address.ts';
import { keptSheet } from '#lib/facts/sheet-queries.ts';
import { RESOLUTION_STATES } from '#lib/facts/vocabulary.ts';
import type { Weights } from '#lib/facts/weights.ts';
import { changesOf, readWeights } from '#lib/facts/what-if.ts';
import { momentIsThere, readAsOf } from '#lib/history/queries.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';

export default async function FactsPage({ searchParams }: PageProps<'/facts'>) {
  const actor = await requireActor();
  const programme = await currentProgramme(actor);
  const params = await searchParams;
  const { asOf, problem } = momentOf(params['asOf'], now());
  const day = [params['on']].flat()[0];
  const on = day === undefined ? null : readDay(day);
  if (!(await momentIsThere({ asOf })))
    return (
      <Page title="Facts">
        <PageHeader title="Facts" />
        <MomentWait />
      </Page>
    );
  const { show } = params;
  const whatIf = readWeights(params);
  const kept = (weights?: Weights) =>
    readAsOf({ asOf }, () => keptSheet(actor, programme.id, { on, weights }));
  const sheet = await kept();
  const tried = whatIf.tried && sheet.facts !== null ? await kept(whatIf.weights) : sheet;
  if (sheet.facts === null || tried.facts === null)
    return (
      <Page title="Facts">
        <PageHeader title="Facts" />
        <SheetWait sheet={sheet.facts === null ? sheet : tried} />
      </Page>
    );
  const { facts } = sheet;
  const changes = changesOf(facts, tried.facts);
  // An overruling is about the whole evidence, not about what held on a day.
  const overrulings = await readAsOf({ asOf }, () => listOverrulings(actor, on === null ? facts : []));
  const retired = asOf === null && on === null ? await retiredUnused(actor, programme.id) : [];
  const only = [...RESOLUTION_STATES, ...AGREEMENTS].find((known) => known === show) ?? null;
  const address = { show: only, asOf, on };
  const problems = [
    ...(problem === null ? [] : [{ key: 'asOf', value: '', message: problem }]),
    ...(day === undefined || on !== null ? [] : [{ key: 'on', value: '', message: DAY_FORM }]),
  ];
  return (
    <Page title="Facts">
      <PageHeader
        title="Facts"
        lead="What the evidence says, question by question, and what claims assert with the evidence for and against. Different counts, units and dates stand side by side; they are never added up."
        actions={<FactMoment address={address} />}
      />
      <AddressProblems problems={problems} />
      {asOf !== null && <MomentBar asOf={asOf} present={sheetAddress({ ...address, asOf: null }) as Route} />}
      {on !== null && <DayBar on={on} always={sheetAddress({ ...address, on: null }) as Route} />}
      <FactSheet
        add={asOf === null && on === null && canFact(actor, 'define') && <AddFact userId={actor.id ?? 0} />}
        sections={inSections(facts)}
        overrulings={overrulings}
        mayOverrule={asOf === null && on === null && canFact(actor, 'overrule')}
        whatIf={whatIf}
        changes={changes}
        only={only}
        unknown={show !== undefined && only === null}
        time={{ asOf, on }}
        retired={retired}
      />
    </Page>
  );
}
