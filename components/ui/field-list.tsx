import type { ReactNode } from 'react';
import classes from './field-list.module.css';

/** What is known of a thing, name by name, as many beside each other as there is room for. */
export function FieldList({ children }: { children: ReactNode }) {
  return <dl className={classes['fields']}>{children}</dl>;
}

/** `nothing` stands where there is no value. */
export function Field({
  label,
  nothing = 'not known',
  children,
}: {
  label: string;
  nothing?: string;
  children: ReactNode;
}) {
  return (
    <div className={classes['field']}>
      <dt>{label}</dt>
      <dd>{children || <span className={classes['nothing']}>{nothing}</span>}</dd>
    </div>
  );
}
