import type { ReactNode } from 'react';
import classes from './statement.module.css';

/**
 * A claim's sentence or a quote, in the reading face. `row` in tables (15 px), `page` at the head of its own page
 * (22 px), `quote` with a hairline at its side. `lang` is the BCP 47 tag of the text, for hyphens and voices.
 */
export function Statement({
  size = 'row',
  lang,
  children,
}: {
  size?: 'row' | 'page' | 'quote';
  lang?: string | undefined;
  children: ReactNode;
}) {
  if (size === 'quote') {
    return (
      <blockquote className={classes['statement']} data-size="quote" lang={lang}>
        {children}
      </blockquote>
    );
  }
  return (
    <span className={classes['statement']} data-size={size} lang={lang}>
      {children}
    </span>
  );
}
