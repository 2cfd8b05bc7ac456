import Link from 'next/link';
import { notFound } from 'next/navigation';
import { ImportView } from '#components/imports/import-view.tsx';
import { ENCODING_LABELS, SEPARATOR_LABELS } from '#components/imports/import-words.ts';
import { Page, PageHeader } from '#components/ui/page.tsx';
import { NoPermissionState } from '#components/ui/states.tsx';
import { AppError } from '#lib/core/errors.ts';
import { requireActor } from '#lib/core/session.ts';
import { canImport } from '#lib/imports/policy.ts';
import { getImport, previewImport } from '#lib/imports/queries.ts';

export default async function CheckedImportPage({ params }: PageProps<'/claims/import/[id]'>) {
  const actor = await requireActor();
  if (!canImport(actor))
    return (
      <Page title="Import claims">
        <NoPermissionState needs="a researcher" />
      </Page>
    );
  const id = Number((await params).id);
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) notFound();
  const detail = await getImport(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  return (
    <Page title="Import claims" width="reading">
      <PageHeader
        above={<Link href="/claims/import">Import claims</Link>}
        title={detail.fileName || 'A file'}
        lead={
          detail.doneAt === null
            ? `Read as ${ENCODING_LABELS[detail.encoding]}, cells set apart by ${SEPARATOR_LABELS[detail.separator].toLowerCase()}. Nothing is written yet.`
            : 'It is written.'
        }
        actions={detail.doneAt !== null && <Link href="/claims?sort=-updated">See the claims</Link>}
      />
      <ImportView detail={detail} preview={await previewImport(actor, id)} />
    </Page>
  );
}
