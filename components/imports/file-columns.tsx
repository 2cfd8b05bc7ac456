'use client';

import { NativeSelect } from '@mantine/core';
import { ENCODINGS, SEPARATORS } from '#lib/core/text-encoding.ts';
import { type ColumnUse, READ_COLUMNS } from '#lib/imports/columns.ts';
import type { FileFormat } from '#lib/imports/schema.ts';
import { COLUMN_MEANINGS, countOf, ENCODING_LABELS, SEPARATOR_LABELS, sizeOf } from './import-words.ts';
import classes from './imports.module.css';
import type { Choices } from './send-claims.ts';

const LEFT_OUT = { value: '', label: 'left out' };
const COLUMNS = [LEFT_OUT, ...READ_COLUMNS.map((column) => ({ value: column, label: column }))];

/** How a file is read, and what each of its columns is; all of it can be chosen otherwise. */
export function FileColumns({
  file,
  format,
  choices,
  disabled,
  onChange,
}: {
  file: File;
  format: FileFormat;
  choices: Choices;
  disabled: boolean;
  onChange: (choices: Choices) => void;
}) {
  // Two columns may have one name, so each is known by its place.
  const columns = format.columns.map((column, place) => ({ ...column, place }));
  const count = (use: ColumnUse) => columns.filter((column) => column.use === use).length;
  const read = columns.length - count('unknown') - count('derived');
  const summary = [
    `${countOf(read, 'column')} ${read === 1 ? 'is' : 'are'} read`,
    ...(count('unknown') > 0 ? [`${count('unknown')} left out`] : []),
    ...(count('derived') > 0 ? [`${count('derived')} the ledger works out itself`] : []),
  ].join(', ');
  return (
    <>
      <div className={classes['format']}>
        <p className={classes['file']}>
          {file.name} <span className={classes['quiet']}>{sizeOf(file.size)}</span>
        </p>
        <NativeSelect
          label="Encoding"
          size="xs"
          disabled={disabled}
          value={format.encoding}
          data={ENCODINGS.map((value) => ({ value, label: ENCODING_LABELS[value] }))}
          onChange={({ currentTarget }) => onChange({ ...choices, encoding: currentTarget.value })}
        />
        <NativeSelect
          label="Cells are set apart by"
          size="xs"
          disabled={disabled}
          value={format.separator}
          data={SEPARATORS.map((value) => ({ value, label: SEPARATOR_LABELS[value] }))}
          onChange={({ currentTarget }) => onChange({ ...choices, separator: currentTarget.value })}
        />
      </div>
      <details className={classes['columns']} open={format.problem !== null || count('unknown') > 0}>
        <summary>{summary}</summary>
        <table className={classes['table']}>
          <caption className={classes['caption']}>Columns of the file, and what they are read as</caption>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Is read as</th>
              <th scope="col">First rows</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, use, place }) => (
              <tr key={place}>
                <th scope="row">{name || <span className={classes['quiet']}>without a name</span>}</th>
                <td data-label="Is read as">
                  {use === 'derived' ? (
                    <span className={classes['quiet']}>the ledger works it out itself</span>
                  ) : (
                    <>
                      <NativeSelect
                        aria-label={`What ${name || `column ${place + 1}`} is read as`}
                        size="xs"
                        disabled={disabled}
                        value={use === 'unknown' ? '' : use}
                        data={COLUMNS}
                        onChange={({ currentTarget }) =>
                          onChange({
                            ...choices,
                            columns: { ...choices.columns, [place]: currentTarget.value },
                          })
                        }
                      />
                      {use !== 'unknown' && <span className={classes['quiet']}>{COLUMN_MEANINGS[use]}</span>}
                    </>
                  )}
                </td>
                <td data-label="First rows" className={classes['sample']}>
                  {format.sample.map((cells) => cells[place] || '–').join('\n')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
