'use client';

import { Collapse } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import classes from './claim-form.module.css';

/** A group of fields under a heading with a hairline. It opens by itself where one of its fields is wrong. */
export function FormPart({
  title,
  hint,
  startsOpen,
  wrong,
  children,
}: {
  title: string;
  hint?: string;
  startsOpen: boolean;
  wrong: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(startsOpen);
  const body = useId();
  const shown = open || wrong;
  return (
    <fieldset className={classes['part']}>
      <legend className={classes['legend']}>
        <button
          type="button"
          className={classes['toggle']}
          aria-expanded={shown}
          aria-controls={body}
          onClick={() => setOpen(!shown)}
        >
          <IconChevronDown size={16} aria-hidden className={classes['chevron']} data-open={shown} />
          {title}
          {hint && <span className={classes['hint']}>{hint}</span>}
        </button>
      </legend>
      <Collapse expanded={shown} id={body} transitionDuration={100}>
        <div className={classes['part-body']}>{children}</div>
      </Collapse>
    </fieldset>
  );
}
