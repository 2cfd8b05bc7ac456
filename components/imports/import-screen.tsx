'use client';

import { Alert, Button, Progress } from '@mantine/core';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { type FileFormat, MOST_FILE } from '#lib/imports/schema.ts';
import { ChooseFile } from './choose-file.tsx';
import { FileColumns } from './file-columns.tsx';
import { sizeOf } from './import-words.ts';
import classes from './imports.module.css';
import { type Choices, inspect, send } from './send-claims.ts';

type Chosen = { file: File; choices: Choices; format: FileFormat | null };

/** Takes a file, shows how it is read, and has it checked; nothing is written before its owner has seen what would be. */
export function ImportScreen() {
  const router = useRouter();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const stopper = useRef<AbortController>(null);
  const latest = useRef(0);

  const look = async (file: File, choices: Choices) => {
    const turn = ++latest.current;
    if (file.size > MOST_FILE) {
      setChosen(null);
      setProblem(`${file.name} has ${sizeOf(file.size)}; ${sizeOf(MOST_FILE)} are the most.`);
      return;
    }
    setProblem(null);
    setChosen((before) => ({ file, choices, format: before?.file === file ? before.format : null }));
    const result = await inspect(file, choices);
    if (turn !== latest.current) return;
    if (result.ok) setChosen({ file, choices, format: result.data });
    else setProblem(result.message);
  };

  const check = async ({ file, choices }: Chosen) => {
    const stop = new AbortController();
    stopper.current = stop;
    setProblem(null);
    setShare(0);
    const result = await send(file, choices, setShare, stop.signal);
    if (result.ok) {
      router.push(`/claims/import/${result.data.id}` as Route);
      return;
    }
    setShare(null);
    if (!stop.signal.aborted) setProblem(result.message);
  };

  const format = chosen?.format;
  const wrong = problem ?? format?.problem;
  return (
    <div className={classes['screen']}>
      <ChooseFile again={chosen !== null} onFile={(file) => look(file, { columns: {} })} />
      {wrong && (
        <Alert color="red" role="alert" title={chosen?.file.name}>
          {wrong}
        </Alert>
      )}
      {chosen && format && (
        <>
          <FileColumns
            file={chosen.file}
            format={format}
            choices={chosen.choices}
            disabled={share !== null}
            onChange={(choices) => look(chosen.file, choices)}
          />
          <div className={classes['actions']}>
            <Button
              onClick={() => check(chosen)}
              loading={share !== null}
              disabled={format.problem !== null || problem !== null}
            >
              Check the file
            </Button>
            {share !== null && (
              <Button variant="default" onClick={() => stopper.current?.abort()}>
                Stop
              </Button>
            )}
            <span className={classes['quiet']}>Nothing is written yet: you see first what would change.</span>
          </div>
          {share !== null && (
            <div role="status" className={classes['progress']}>
              <Progress value={share * 100} size="sm" aria-label="Read of the file" />
              <span className={classes['quiet']}>
                {share < 1
                  ? `${sizeOf(chosen.file.size * share)} of ${sizeOf(chosen.file.size)} are read`
                  : 'All is read; it is being compared with the ledger'}
              </span>
            </div>
          )}
        </>
      )}
    </div>
  );
}
