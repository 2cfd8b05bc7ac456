import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Day } from '#components/ui/time.tsx';
import { languageName } from '#lib/core/language.ts';
import { PUBLISHER_KIND_LABELS } from '#lib/publishers/schema.ts';
import type { PublisherCard, SourceDetail } from '#lib/sources/schema.ts';
import { KIND_LABELS } from '#lib/sources/vocabulary.ts';
import { countryName } from '../country.ts';
import { Grade } from '../grade.tsx';
import classes from './source-view.module.css';

/** What is known of the document besides its words. */
export function SourceFields({ source }: { source: SourceDetail }) {
  return (
    <>
      {source.publisher && <Publisher publisher={source.publisher} />}
      <dl className={classes['fields']}>
        {!source.publisher && <Field label="Publisher">{null}</Field>}
        <Field label="Kind">{KIND_LABELS[source.kind]}</Field>
        <Field label="Published">
          {source.publishedOn && <span className={classes['date']}>{source.publishedOn}</span>}
        </Field>
        <Field label="Language">{source.language && languageName(source.language)}</Field>
        <Field label="Added">
          <Day at={source.createdAt} />
          {source.createdBy && ` by ${source.createdBy}`}
        </Field>
        <Field label="Updated">
          <Day at={source.updatedAt} />
          {source.updatedBy && ` by ${source.updatedBy}`}
          {`, version ${source.version}`}
        </Field>
      </dl>
    </>
  );
}

function Publisher({ publisher }: { publisher: PublisherCard }) {
  const { id, name, kind, country, network, reliability, sources } = publisher;
  const about = [PUBLISHER_KIND_LABELS[kind], country && countryName(country)].filter((part) => part);
  return (
    <section className={classes['publisher']} aria-label="Publisher">
      <p className={classes['publisherName']}>
        <Link href={`/sources/publishers/${id}` as Route}>{name}</Link>
      </p>
      <p className={classes['quiet']}>
        {about.join(', ')}
        {network && (
          <>
            {', of '}
            <Link href={`/sources/publishers/${network.id}` as Route}>{network.name}</Link>
          </>
        )}
      </p>
      <p className={classes['grade']}>
        <Grade reliability={reliability} full />
      </p>
      <p className={classes['quiet']}>
        <Link href={`/sources?publisher=${id}` as Route} prefetch={false}>
          {sources === 1 ? '1 source' : `${sources.toLocaleString('en-GB')} sources`}
        </Link>
      </p>
    </section>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes['field']}>
      <dt>{label}</dt>
      <dd>{children || <span className={classes['nothing']}>not known</span>}</dd>
    </div>
  );
}
