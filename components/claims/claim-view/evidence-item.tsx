import { VisuallyHidden } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { Route } from 'next';
import Link from 'next/link';
import { QuoteOutcomeMark } from '#components/quotes/quote-outcome-mark.tsx';
import { Statement } from '#components/ui/statement.tsx';
import { Day } from '#components/ui/time.tsx';
import type { EvidenceRow } from '#lib/evidence/schema.ts';
import { CREDIBILITY_LABELS } from '#lib/evidence/vocabulary.ts';
import { KIND_LABELS } from '#lib/sources/vocabulary.ts';
import classes from './evidence.module.css';
import { ReliabilityGrade } from './reliability-grade.tsx';

/** One source and what it says of the claim. */
export function EvidenceItem({ evidence }: { evidence: EvidenceRow }) {
  const { source, quote, match, translation, place, note, credibility } = evidence;
  const { publisher, publishedOn } = source;
  return (
    <>
      <div className={classes['publisher']}>
        <strong>{publisher?.name ?? 'Publisher unknown'}</strong>
        {publisher && <ReliabilityGrade grade={publisher.reliability} publisher={publisher.name} />}
        <span className={classes['quiet']}>
          {KIND_LABELS[source.kind]}
          {' · '}
          {publishedOn === null ? 'undated' : <span className={classes['date']}>{publishedOn}</span>}
        </span>
      </div>
      <p className={classes['title']}>
        <Link
          href={`/sources/${source.id}` as Route}
          className={source.titleExact ? undefined : classes['described']}
          title={source.titleExact ? undefined : 'This title describes the page; it is not the page’s own.'}
          lang={source.titleExact ? (source.language ?? undefined) : undefined}
          prefetch={false}
        >
          {source.title}
        </Link>{' '}
        {source.url && (
          <a
            className={classes['external']}
            href={source.url}
            target="_blank"
            rel="noopener noreferrer nofollow"
          >
            {hostOf(source.url)}
            <IconExternalLink size={13} aria-hidden />
            <VisuallyHidden> (opens in a new tab)</VisuallyHidden>
          </a>
        )}
      </p>
      {quote && (
        <div className={classes['quote']} data-translated={translation !== '' || undefined}>
          <Statement size="quote" lang={source.language ?? undefined}>
            {quote}
          </Statement>
          {translation && (
            <Statement size="quote" lang={evidence.translationLanguage ?? undefined}>
              {translation}
            </Statement>
          )}
        </div>
      )}
      {quote && match && (
        <p className={classes['match']}>
          <QuoteOutcomeMark outcome={match.outcome} score={match.score}>
            {' in the copy of '}
            <Day at={match.fetchedAt} />
          </QuoteOutcomeMark>{' '}
          <Link href={`/sources/${source.id}/snapshots/${match.snapshotId}` as Route} prefetch={false}>
            Read it there
          </Link>
        </p>
      )}
      {note && <p className={classes['note']}>{note}</p>}
      <p className={classes['small']}>
        {place && <span>{place}</span>}
        <span>
          Credibility {credibility}: {CREDIBILITY_LABELS[credibility]?.toLowerCase()}
        </span>
        {source.reliesOn.length > 0 && <Reliance evidence={evidence} />}
      </p>
    </>
  );
}

function Reliance({ evidence: { source, origins } }: { evidence: EvidenceRow }) {
  const named = source.reliesOn.map((origin) => origin.name);
  const further = origins.filter((origin) => !named.includes(origin));
  return (
    <span>
      Relies on{' '}
      {source.reliesOn.map(({ name, sourceId }, index) => (
        <span key={`${sourceId} ${name}`}>
          {index > 0 && ', '}
          {sourceId === null ? (
            name
          ) : (
            <Link href={`/sources/${sourceId}` as Route} prefetch={false}>
              {name}
            </Link>
          )}
        </span>
      ))}
      {further.length > 0 && `, which goes back to ${further.join(', ')}`}
    </span>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url;
}
