import type { Route } from 'next';
import Link from 'next/link';
import { ColumnsGuide } from '#components/imports/columns-guide.tsx';
import { ImportScreen } from '#components/imports/import-screen.tsx';
import { LeftOutList } from '#components/imports/left-out-list.tsx';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { NoPermissionState } from '#components/ui/states.tsx';
import { requireActor } from '#lib/core/session.ts';
import { canImport } from '#lib/imports/policy.ts';
import { importsLeavingRows, pendingImport } from '#lib/imports/queries.ts';

export default async function ImportPage() {
  const actor = await requireActor();
  if (!canImport(actor))
    return (
      <Page title="Import claims">
        <NoPermissionState needs="a researcher" />
      </Page>
    );
  const [pending, leaving] = await Promise.all([pendingImport(actor), importsLeavingRows(actor)]);
  return (
    <Page title="Import claims" width="reading">
      <PageHeader
        above={<Link href="/claims">Claims</Link>}
        title="Import claims"
        lead="From a CSV file: rows with the id of a claim change it, others become new claims. An export of this ledger can be changed in a spreadsheet and brought back."
        actions={
          pending && (
            <Link href={`/claims/import/${pending.id}` as Route}>
              {pending.fileName || 'A file'} is checked and waits for you
            </Link>
          )
        }
      />
      <ImportScreen />
      <LeftOutList imports={leaving} />
      <ColumnsGuide />
    </Page>
  );
}
