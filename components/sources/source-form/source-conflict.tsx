'use client';

import { ConflictView } from '#components/ui/conflict-view.tsx';
import { differences, merged } from '#components/ui/three-way.ts';
import { DateTime } from '#components/ui/time.tsx';
import type { Base } from '#components/ui/use-kept-form.ts';
import { languageName } from '#lib/core/language.ts';
import { KIND_LABELS } from '#lib/sources/vocabulary.ts';
import type { SourceFormValues } from './source-values.ts';

const LABELS = {
  url: 'Address',
  title: 'Title',
  titleExact: 'The page’s own title',
  publisher: 'Publisher',
  kind: 'Kind',
  language: 'Language',
  publishedOn: 'Published on',
} as const;
type Field = keyof typeof LABELS;
const FIELDS: readonly Field[] = [
  'url',
  'title',
  'titleExact',
  'publisher',
  'kind',
  'language',
  'publishedOn',
];

/** The source as somebody else saved it meanwhile. */
export type Theirs = Base<SourceFormValues> & { actor: string | null; at: string };

/** Yours and theirs of a source, to choose from. */
export function SourceConflict({
  base,
  mine,
  theirs,
  pending,
  onSave,
  onBack,
}: {
  base: SourceFormValues;
  mine: SourceFormValues;
  theirs: Theirs;
  pending: boolean;
  onSave: (values: SourceFormValues) => void;
  onBack: () => void;
}) {
  const rows = differences(FIELDS, { base, mine, theirs: theirs.values }).map(({ field, by }) => ({
    field,
    label: LABELS[field],
    by,
    base: shown(field, base),
    mine: shown(field, mine),
    theirs: shown(field, theirs.values),
  }));
  return (
    <ConflictView
      intro={
        <>
          {theirs.actor ?? 'Somebody'} saved version {theirs.version} at <DateTime at={theirs.at} />.
        </>
      }
      rows={rows}
      pending={pending}
      onBack={onBack}
      onSave={(chosen) =>
        onSave(
          merged(
            mine,
            theirs.values,
            FIELDS.flatMap((field) => {
              const choice = chosen.find((candidate) => candidate.field === field);
              return choice ? [{ field, take: choice.take }] : [];
            }),
          ),
        )
      }
    />
  );
}

function shown(field: Field, values: SourceFormValues): string {
  switch (field) {
    case 'titleExact':
      return values.titleExact ? 'yes' : 'no';
    case 'kind':
      return KIND_LABELS[values.kind];
    case 'language':
      return values.language && languageName(values.language);
    default:
      return values[field];
  }
}
