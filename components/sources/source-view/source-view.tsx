import { IconExternalLink } from '@tabler/icons-react';
import { SourceLineage } from '#components/lineage/source-lineage.tsx';
import { LinkWarning } from '#components/snapshots/link-warning.tsx';
import { SnapshotsSection } from '#components/snapshots/snapshots-section.tsx';
import { Section } from '#components/ui/page.tsx';
import { Statement } from '#components/ui/statement.tsx';
import type { Role } from '#lib/core/actor.ts';
import type { SourceHistoryEntry } from '#lib/history/source-changes.ts';
import type { Lineage, OriginSuggestion } from '#lib/lineage/schema.ts';
import { canSnapshot } from '#lib/snapshots/policy.ts';
import type { SnapshotRow, SourceHealth } from '#lib/snapshots/schema.ts';
import { canSource, type SourceAction } from '#lib/sources/policy.ts';
import type { SourceDetail } from '#lib/sources/schema.ts';
import { HistoryList } from '../history-list.tsx';
import { DeletedSource } from './deleted-source.tsx';
import { OriginSuggestions } from './origin-suggestions.tsx';
import { Origins } from './origins.tsx';
import { RelianceSection } from './reliance-section.tsx';
import { RestingClaims } from './resting-claims.tsx';
import { SourceActions } from './source-actions.tsx';
import { SourceFields } from './source-fields.tsx';
import classes from './source-view.module.css';

export type SourceViewProps = {
  source: SourceDetail;
  lineage: Lineage;
  /** Newest first. */
  snapshots: SnapshotRow[];
  /** Null where its link was never checked. */
  health: SourceHealth | null;
  suggestions: OriginSuggestion[];
  /** Newest first. */
  history: SourceHistoryEntry[];
  /** Who looks at it; what may not be done is not shown. */
  actor: { role: Role };
  /** `panel`: beside the table, where the page has its heading already. */
  variant: 'page' | 'panel';
};

/** A document whole: what it is, what rests on it, and where it has its words from. */
export function SourceView({
  source,
  lineage,
  suggestions,
  snapshots,
  health,
  history,
  actor,
  variant,
}: SourceViewProps) {
  const live = source.deleted === null;
  const can = (action: SourceAction) => canSource(actor, action);
  const Heading = variant === 'page' ? 'h1' : 'h2';
  return (
    <article className={classes['source']}>
      <div className={classes['columns']}>
        <header>
          {source.deleted && (
            <DeletedSource
              id={source.id}
              version={source.version}
              deleted={source.deleted}
              canRestore={can('restore')}
            />
          )}
          <LinkWarning health={health} snapshots={snapshots} />
          <div className={classes['above']}>
            <span>Source {source.id}</span>
            <SourceActions
              id={source.id}
              version={source.version}
              canEdit={live && can('edit')}
              canDelete={live && can('delete')}
            />
          </div>
          <Heading className={classes['heading']}>
            <Statement size="page" lang={source.titleExact ? (source.language ?? undefined) : undefined}>
              {source.title}
            </Statement>
          </Heading>
          {!source.titleExact && <p className={classes['quiet']}>Describes the page; not its own title.</p>}
          {source.url ? (
            <p className={classes['address']}>
              <a href={source.url} target="_blank" rel="noopener noreferrer">
                {source.url}
                <IconExternalLink size={14} role="img" aria-label="opens in a new tab" />
              </a>
            </p>
          ) : (
            <p className={classes['quiet']}>A document without a web address.</p>
          )}
        </header>
        <aside className={classes['aside']} aria-label="About this source">
          <SourceFields source={source} />
        </aside>
        <div>
          <Section title="Claims that rest on it" count={lineage.claimTotal} id="claims">
            <RestingClaims claims={lineage.claims} total={lineage.claimTotal} language={source.language} />
          </Section>
          <RelianceSection
            sourceId={source.id}
            title="Relies on"
            rows={lineage.reliesOn}
            empty="Nothing: as far as is known, this is where it begins."
            end="origin"
            canChange={live && can('rely')}
          />
          {live && can('rely') && (
            <OriginSuggestions sourceId={source.id} suggestions={suggestions} language={source.language} />
          )}
          {lineage.origins.length > 0 && <Origins origins={lineage.origins} direct={lineage.reliesOn} />}
          <RelianceSection
            sourceId={source.id}
            title="Relied on by"
            rows={lineage.reliedOnBy}
            empty="No other source here is known to rely on it."
            end="heir"
            canChange={live && can('rely')}
          />
          <SourceLineage sourceId={source.id} network={lineage.network} />
          <SnapshotsSection
            sourceId={source.id}
            snapshots={snapshots}
            canCapture={live && source.url !== null && canSnapshot(actor, 'capture')}
            canUpload={live && canSnapshot(actor, 'upload')}
          />
          <Section title="History">
            <HistoryList entries={history} />
          </Section>
        </div>
      </div>
    </article>
  );
}
