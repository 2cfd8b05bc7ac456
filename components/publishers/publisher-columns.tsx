import type { Route } from 'next';
import Link from 'next/link';
import type { DataColumn } from '#components/data-table/column.ts';
import { countryName } from '#components/sources/country.ts';
import { Grade } from '#components/sources/grade.tsx';
import { PUBLISHER_KIND_LABELS, type PublisherRow } from '#lib/publishers/schema.ts';
import classes from './publishers.module.css';

const LOOKS: readonly DataColumn<PublisherRow>[] = [
  {
    id: 'name',
    label: 'Name',
    grow: true,
    required: true,
    card: 'lead',
    cell: (row) => (
      <Link className={classes['name']} href={`/sources/publishers/${row.id}` as Route} prefetch={false}>
        {row.name}
      </Link>
    ),
  },
  {
    id: 'reliability',
    label: 'Reliability',
    width: 200,
    card: 'top',
    cell: (row) => <Grade reliability={row.reliability} full />,
  },
  { id: 'kind', label: 'Kind', width: 130, card: 'meta', cell: (row) => PUBLISHER_KIND_LABELS[row.kind] },
  {
    id: 'country',
    label: 'Country',
    width: 140,
    card: 'meta',
    cell: (row) => (row.country ? countryName(row.country) : null),
  },
  {
    id: 'network',
    label: 'Network',
    width: 170,
    cell: (row) => row.network?.name ?? (row.outlets ? `${row.outlets} outlets` : null),
    title: (row) => row.network?.name,
  },
  {
    id: 'sources',
    label: 'Sources',
    width: 100,
    align: 'end',
    firstDirection: 'desc',
    card: 'meta',
    cardLabel: 'Sources',
    cell: (row) => (
      <Link className={classes['number']} href={`/sources?publisher=${row.id}` as Route} prefetch={false}>
        {row.sources}
      </Link>
    ),
  },
  {
    id: 'claims',
    label: 'Claims',
    width: 90,
    align: 'end',
    firstDirection: 'desc',
    card: 'meta',
    cardLabel: 'Claims',
    cell: (row) => (
      <Link className={classes['number']} href={`/claims?publisher=${row.id}` as Route} prefetch={false}>
        {row.claims}
      </Link>
    ),
  },
];

export const COLUMNS: readonly DataColumn<PublisherRow>[] = LOOKS.map((column) => ({
  ...column,
  sortable: true,
}));
