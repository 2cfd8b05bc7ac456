import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { countryName } from '#components/sources/country.ts';
import { Grade } from '#components/sources/grade.tsx';
import { HistoryList } from '#components/sources/history-list.tsx';
import { Section } from '#components/ui/page.tsx';
import { Day } from '#components/ui/time.tsx';
import type { SourceHistoryEntry } from '#lib/history/source-changes.ts';
import { PUBLISHER_KIND_LABELS, type PublisherDetail } from '#lib/publishers/schema.ts';
import classes from './publishers.module.css';

/** A publisher whole: who it is, how far to rely upon it, and how that came about. */
export function PublisherView({
  publisher,
  history,
}: {
  publisher: PublisherDetail;
  history: SourceHistoryEntry[];
}) {
  const { id, network, outletList } = publisher;
  return (
    <>
      <dl className={classes['fields']}>
        <Field label="Reliability">
          <span className={classes['grade']}>
            <Grade reliability={publisher.reliability} full />
          </span>
        </Field>
        <Field label="Kind">{PUBLISHER_KIND_LABELS[publisher.kind]}</Field>
        <Field label="Country">{publisher.country && countryName(publisher.country)}</Field>
        <Field label="Network">
          {network && <Link href={`/sources/publishers/${network.id}` as Route}>{network.name}</Link>}
        </Field>
        <Field label="Sources">
          <Link href={`/sources?publisher=${id}` as Route}>{publisher.sources}</Link>
        </Field>
        <Field label="Claims">
          <Link href={`/claims?publisher=${id}` as Route}>{publisher.claims}</Link>
        </Field>
        <Field label="Updated">
          <Day at={publisher.updatedAt} />
          {`, version ${publisher.version}`}
        </Field>
      </dl>
      {outletList.length > 0 && (
        <Section title="Outlets" count={outletList.length}>
          <ul className={classes['outlets']}>
            {outletList.map((outlet) => (
              <li key={outlet.id}>
                <Link href={`/sources/publishers/${outlet.id}` as Route}>{outlet.name}</Link>
              </li>
            ))}
          </ul>
          <p className={classes['quiet']}>They speak with one voice when independent origins are counted.</p>
        </Section>
      )}
      <Section title="History">
        <HistoryList entries={history} />
      </Section>
    </>
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
