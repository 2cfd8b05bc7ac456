import type { ReactNode } from 'react';
import classes from './page.module.css';
import { PageTitle } from './page-title.tsx';

/**
 * The body of a page. `fill` is as high as the window and scrolls inside (tables, on a large screen), `reading`
 * is one column of text, `wide` takes the width.
 */
export function Page({
  title,
  width = 'wide',
  children,
}: {
  /** Of the document, see PageTitle; PageHeader has what stands on the page. */
  title: string;
  width?: 'wide' | 'reading' | 'fill';
  children: ReactNode;
}) {
  return (
    <div className={`${classes['page']} ${classes[width]}`}>
      <PageTitle>{title}</PageTitle>
      {children}
    </div>
  );
}

export function PageHeader({
  title,
  lead,
  actions,
  above,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** A way back, or the kind of thing this is. */
  above?: ReactNode;
}) {
  return (
    <header className={classes['header']}>
      <div className={classes['headerText']}>
        {above && <div className={classes['above']}>{above}</div>}
        <h1 className={classes['title']}>{title}</h1>
        {lead && <p className={classes['lead']}>{lead}</p>}
      </div>
      {actions && <div className={classes['actions']}>{actions}</div>}
    </header>
  );
}

/** A heading with a hairline under it, a count and something to do at its right. */
export function Section({
  title,
  count,
  actions,
  id,
  children,
}: {
  title: ReactNode;
  count?: number;
  actions?: ReactNode;
  id?: string;
  children: ReactNode;
}) {
  return (
    <section className={classes['section']} id={id}>
      <div className={classes['sectionHead']}>
        <h2 className={classes['sectionTitle']}>
          {title}
          {count !== undefined && <span className={classes['count']}> {count.toLocaleString('en-GB')}</span>}
        </h2>
        {actions && <div className={classes['actions']}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
