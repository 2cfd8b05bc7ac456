'use client';

import {
  IconChevronLeft,
  IconChevronLeftPipe,
  IconChevronRight,
  IconChevronRightPipe,
} from '@tabler/icons-react';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import type { Noun } from './column.ts';
import { type PageInfo, pageText } from './paging.ts';
import classes from './table-footer.module.css';

const ICON = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

function PageLink({
  href,
  label,
  rel,
  onNavigate,
  children,
}: {
  href: Route | null;
  label: string;
  rel?: 'prev' | 'next';
  onNavigate: ((href: Route) => void) | undefined;
  children: ReactNode;
}) {
  if (href === null) {
    return (
      <span className={classes['link']} data-off>
        {children}
      </span>
    );
  }
  return (
    <a
      className={classes['link']}
      href={href}
      rel={rel}
      aria-label={label}
      title={label}
      onClick={(event) => {
        if (!onNavigate || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onNavigate(href);
      }}
    >
      {children}
    </a>
  );
}

export function TableFooter({
  page,
  shown,
  noun,
  onNavigate,
  onPerChange,
}: {
  page: PageInfo;
  shown: number;
  noun: Noun;
  onNavigate: ((href: Route) => void) | undefined;
  onPerChange: ((per: number) => void) | undefined;
}) {
  return (
    <div className={classes['footer']}>
      {onPerChange && (
        <label className={classes['per']}>
          <span>Rows</span>
          <select
            className={classes['select']}
            value={page.per}
            onChange={(event) => onPerChange(Number(event.currentTarget.value))}
          >
            {page.perChoices.map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className={classes['text']} role="status">
        {pageText(page, shown)}{' '}
        <span className={classes['noun']}>{page.total === 1 ? noun.one : noun.many}</span>
      </p>
      <nav aria-label="Pages" className={classes['links']}>
        <PageLink href={page.first} label="First page" onNavigate={onNavigate}>
          <IconChevronLeftPipe {...ICON} />
        </PageLink>
        <PageLink href={page.previous} label="Previous page" rel="prev" onNavigate={onNavigate}>
          <IconChevronLeft {...ICON} />
        </PageLink>
        <PageLink href={page.next} label="Next page" rel="next" onNavigate={onNavigate}>
          <IconChevronRight {...ICON} />
        </PageLink>
        <PageLink href={page.last} label="Last page" onNavigate={onNavigate}>
          <IconChevronRightPipe {...ICON} />
        </PageLink>
      </nav>
    </div>
  );
}
