'use client';

import {
  IconChevronLeft,
  IconChevronLeftPipe,
  IconChevronRight,
  IconChevronRightPipe,
} from '@tabler/icons-react';
import type { Route } from 'next';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Noun } from './column.ts';
import { type PageInfo, pageText } from './paging.ts';
import classes from './table-footer.module.css';
import { useIntent } from './use-intent.ts';

const ICON = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

function PageLink({
  href,
  label,
  rel,
  onNavigate,
  onPrefetch,
  children,
}: {
  href: Route | null;
  label: string;
  rel?: 'prev' | 'next';
  onNavigate: ((href: Route) => void) | undefined;
  onPrefetch: ((href: Route) => void) | undefined;
  children: ReactNode;
}) {
  const { rest, leave } = useIntent(onPrefetch);
  // Who clicks through the pages stays where the pointer is.
  const over = useRef(false);
  useEffect(() => {
    if (over.current && href !== null) rest(href);
  }, [href, rest]);
  const enter = () => {
    over.current = true;
    if (href !== null) rest(href);
  };
  const exit = () => {
    over.current = false;
    leave();
  };
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
      onPointerEnter={enter}
      onPointerLeave={exit}
      onFocus={enter}
      onBlur={exit}
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
  onPrefetch,
}: {
  page: PageInfo;
  shown: number;
  noun: Noun;
  onNavigate: ((href: Route) => void) | undefined;
  onPerChange: ((per: number) => void) | undefined;
  onPrefetch: ((href: Route) => void) | undefined;
}) {
  const links = { onNavigate, onPrefetch };
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
        <PageLink href={page.first} label="First page" {...links}>
          <IconChevronLeftPipe {...ICON} />
        </PageLink>
        <PageLink href={page.previous} label="Previous page" rel="prev" {...links}>
          <IconChevronLeft {...ICON} />
        </PageLink>
        <PageLink href={page.next} label="Next page" rel="next" {...links}>
          <IconChevronRight {...ICON} />
        </PageLink>
        <PageLink href={page.last} label="Last page" {...links}>
          <IconChevronRightPipe {...ICON} />
        </PageLink>
      </nav>
    </div>
  );
}
