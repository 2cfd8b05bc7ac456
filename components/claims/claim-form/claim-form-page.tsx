import type { ReactNode } from 'react';
import { Page, PageHeader } from '#components/ui/page.tsx';
import classes from './claim-form.module.css';

/** The page around the form: as wide as its two columns. */
export function ClaimFormPage({
  title,
  above,
  children,
}: {
  title: string;
  above?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Page title={title}>
      <div className={classes['layout']}>
        <PageHeader title={title} above={above} />
        {children}
      </div>
    </Page>
  );
}
