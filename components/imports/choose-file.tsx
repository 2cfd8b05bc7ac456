'use client';

import { Button, FileButton } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import classes from './imports.module.css';

/** Takes one file, chosen or dropped. */
export function ChooseFile({ again, onFile }: { again: boolean; onFile: (file: File) => void }) {
  const [over, setOver] = useState(false);
  const take = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <section
      className={classes['drop']}
      data-over={over || undefined}
      aria-label="File"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={take}
    >
      <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => file && onFile(file)}>
        {(props) => (
          <Button
            {...props}
            variant={again ? 'default' : 'filled'}
            leftSection={<IconFileUpload size={16} aria-hidden />}
          >
            {again ? 'Choose another file' : 'Choose a CSV file'}
          </Button>
        )}
      </FileButton>
      <span className={classes['quiet']}>or drop it here; up to 500 MB</span>
    </section>
  );
}
