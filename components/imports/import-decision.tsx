'use client';

import { Alert, Button, Radio } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { tasksChanged } from '#components/tasks/task-store.ts';
import { attempt } from '#components/ui/attempt.ts';
import { toastFailed } from '#components/ui/toast.tsx';
import { discardImportAction, startImportAction } from '#lib/imports/actions.ts';
import type { ImportDetail } from '#lib/imports/schema.ts';
import { countOf } from './import-words.ts';
import classes from './imports.module.css';

/** Write it, all or what can be read; or throw it away. */
export function ImportDecision({ detail }: { detail: ImportDetail }) {
  const { id, created, changed, refused, task } = detail;
  const router = useRouter();
  const [partly, setPartly] = useState(false);
  const [pending, start] = useTransition();
  const written = created + changed;

  if (task?.running)
    return (
      <div className={classes['decision']} role="status">
        <p>
          {countOf(written, 'claim')} {written === 1 ? 'is' : 'are'} being written. How far it is stands under
          the mark in the header, where it can be cancelled too; this page can be left.
        </p>
      </div>
    );

  const write = () =>
    start(async () => {
      const result = await attempt(() => startImportAction({ id, partly }));
      if (!result.ok) return toastFailed(result.message);
      tasksChanged();
      router.refresh();
    });
  const discard = () =>
    start(async () => {
      const result = await attempt(() => discardImportAction({ id }));
      if (!result.ok) return toastFailed(result.message);
      router.push('/claims/import');
    });

  return (
    <div className={classes['decision']}>
      {task && (
        <Alert color="red" role="alert" title="It was not written">
          {task.message}
        </Alert>
      )}
      {written === 0 && (
        <p>{refused > 0 ? 'Nothing of the file can be written.' : 'Nothing would change.'}</p>
      )}
      {refused > 0 && written > 0 && (
        <Radio.Group
          label={`${countOf(refused, 'row')} cannot be read`}
          value={partly ? 'partly' : 'whole'}
          onChange={(value) => setPartly(value === 'partly')}
        >
          <Radio mt="xs" value="whole" label="Write nothing: I correct the file and choose it again" />
          <Radio
            mt="xs"
            value="partly"
            label={`Leave ${refused === 1 ? 'it' : 'them'} out, and write the other ${countOf(written, 'claim')}`}
          />
        </Radio.Group>
      )}
      <div className={classes['actions']}>
        {written > 0 && (
          <Button onClick={write} loading={pending} disabled={refused > 0 && !partly}>
            Import {countOf(written, 'claim')}
          </Button>
        )}
        <Button variant="default" onClick={discard} disabled={pending}>
          Discard
        </Button>
        <Link href="/claims/import" className={classes['quiet']}>
          Choose another file
        </Link>
      </div>
    </div>
  );
}
