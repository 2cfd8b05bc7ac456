import { VisuallyHidden } from '@mantine/core';
import type { SheetSection } from '#lib/facts/sheet.ts';
import classes from './fact-index.module.css';

/** Where on the page each fact is. Narrow screens show the sections only. */
export function FactIndex({ sections }: { sections: SheetSection[] }) {
  return (
    <nav aria-label="On this page" className={classes['index']}>
      <ul className={classes['sections']}>
        {sections.map((section) => (
          <li key={section.slug}>
            <a className={classes['section']} href={`#${section.slug}`}>
              {section.name}
            </a>
            <ul className={classes['facts']}>
              {section.facts.map((fact) => (
                <li key={fact.id}>
                  <a className={classes['fact']} href={`#${fact.slug}`} data-agreement={fact.agreement}>
                    {fact.question}
                    {fact.agreement === 'conflict' && (
                      <VisuallyHidden component="span"> (contradicting values)</VisuallyHidden>
                    )}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}
