import { ConflictList } from '#components/facts/conflict-list.tsx';
import { SheetWait } from '#components/facts/sheet-wait.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { listClaimConflicts } from '#lib/facts/conflict-queries.ts';
import { factConflicts } from '#lib/facts/conflicts.ts';
import { keptSheet } from '#lib/facts/sheet-queries.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';

export default async function ConflictsPage() {
  const actor = await requireActor();
  const programme = await currentProgramme(actor);
  const [sheet, claims] = await Promise.all([
    keptSheet(actor, programme.id),
    listClaimConflicts(actor, programme.id),
  ]);
  return (
    <Page title="Conflicts">
      <PageHeader
        title="Conflicts"
        lead="Facts and claims whose evidence disagrees, what matters most first: by the weight on the smaller side, then by how many origins take a side and how many verdicts are open."
      />
      {sheet.facts === null ? (
        <SheetWait sheet={sheet} />
      ) : (
        <ConflictList facts={factConflicts(sheet.facts)} claims={claims} />
      )}
    </Page>
  );
}
