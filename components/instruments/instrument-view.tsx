import type { Route } from 'next';
import Link from 'next/link';
import { HistoryList } from '#components/sources/history-list.tsx';
import { Field, FieldList } from '#components/ui/field-list.tsx';
import { Section } from '#components/ui/page.tsx';
import { Day } from '#components/ui/time.tsx';
import type { Role } from '#lib/core/actor.ts';
import { languageName } from '#lib/core/language.ts';
import type { SourceHistoryEntry } from '#lib/history/source-changes.ts';
import { canInstrument } from '#lib/instruments/policy.ts';
import type { ActChoice, InstrumentDetail } from '#lib/instruments/schema.ts';
import { ActActions } from './act-actions.tsx';
import { ArticleList } from './article-list.tsx';
import { DeletedAct } from './deleted-act.tsx';
import classes from './instruments.module.css';
import { VersionList } from './version-list.tsx';

/** An act whole: what it is, what it says and who depends on it, how it came to read so, and its history. */
export function InstrumentView({
  act,
  acts,
  history,
  actor,
}: {
  act: InstrumentDetail;
  /** All acts, to say by which one it was amended. */
  acts: ActChoice[];
  /** Newest first. */
  history: SourceHistoryEntry[];
  actor: { id: number | null; role: Role };
}) {
  const live = act.deleted === null;
  const can = (action: Parameters<typeof canInstrument>[1]) => live && canInstrument(actor, action);
  const userId = actor.id ?? 0;
  return (
    <>
      {act.deleted && (
        <DeletedAct act={act} deleted={act.deleted} canRestore={canInstrument(actor, 'restore')} />
      )}
      {act.title && (
        <p className={classes['original']} lang={act.language}>
          {act.title}
        </p>
      )}
      <ActActions act={act} userId={userId} canEdit={can('edit')} canDelete={can('delete')} />
      <FieldList>
        <Field label="Issuer">{act.issuer}</Field>
        <Field label="Adopted">{act.adoptedOn}</Field>
        <Field label="Published">{act.publishedOn}</Field>
        <Field label="Language">{languageName(act.language)}</Field>
        <Field label="Claims that depend on it">
          {act.dependants}
          {act.stale > 0 && (
            <>
              {', '}
              <Link className={classes['stale']} href={'/claims?stale=yes' as Route} prefetch={false}>
                {act.stale} to be looked at again
              </Link>
            </>
          )}
        </Field>
        <Field label="Updated">
          <Day at={act.updatedAt} />
          {`, version ${act.version}`}
        </Field>
      </FieldList>
      <ArticleList act={act} userId={userId} canEdit={can('edit')} canDelete={can('delete')} />
      <VersionList
        act={act}
        acts={acts}
        userId={userId}
        canAmend={can('amend')}
        canEdit={can('edit')}
        canDelete={can('delete')}
      />
      <Section title="History">
        <HistoryList entries={history} />
      </Section>
    </>
  );
}
