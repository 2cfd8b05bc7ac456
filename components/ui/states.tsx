import type { ReactNode } from 'react';
import classes from './states.module.css';

type StateProps = {
  title: string;
  children?: ReactNode;
  /** What to do next: one or two buttons. */
  action?: ReactNode;
  /** 1 where the state is the whole page, so that the page has its heading. */
  level?: 1 | 2;
};

function State({ title, children, action, tone, level = 2 }: StateProps & { tone: 'quiet' | 'bad' }) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className={classes['state']} data-tone={tone}>
      <Heading className={classes['title']}>{title}</Heading>
      {children && <div className={classes['text']}>{children}</div>}
      {action && <div className={classes['action']}>{action}</div>}
    </div>
  );
}

export function EmptyState(props: StateProps) {
  return <State {...props} tone="quiet" />;
}

/** `id` is what the log knows the error by. */
export function ErrorState({ id, children, ...props }: StateProps & { id?: string | undefined }) {
  return (
    <div role="alert">
      <State {...props} tone="bad">
        {children}
        {id && (
          <p>
            This has been logged as <code className={classes['id']}>{id}</code>. Quote it when you ask for
            help.
          </p>
        )}
      </State>
    </div>
  );
}

/** For a page or part that this person's role does not open; `needs` names who can, "an editor". */
export function NoPermissionState({ needs, action }: { needs: string; action?: ReactNode }) {
  return (
    <State title="Your role does not open this" level={1} tone="quiet" action={action}>
      <p>It takes {needs}. An administrator can change your role.</p>
    </State>
  );
}
