'use client';

import { Button, FileButton, Progress } from '@mantine/core';
import { IconCamera, IconUpload } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { captureSourceAction } from '#lib/snapshots/actions.ts';
import { sendFile } from './send-file.ts';
import { fileProblem } from './snapshot-words.ts';
import classes from './snapshots.module.css';

const ACCEPTED = '.html,.htm,.xhtml,.pdf,.txt,.warc,.gz,.wacz,.png,.jpg,.jpeg,.webp';
/** When a queued capture is looked for; most are there after the first. */
const LOOKS_AFTER_MS = [3_000, 8_000, 20_000, 45_000];

/** Has a source captured, or takes a copy that somebody has of it. */
export function SnapshotTools({ sourceId, canCapture }: { sourceId: number; canCapture: boolean }) {
  const router = useRouter();
  const [said, setSaid] = useState<{ text: string; bad: boolean } | null>(null);
  const [queued, setQueued] = useState(0);
  const [share, setShare] = useState<number | null>(null);
  const [capturing, startCapture] = useTransition();
  const resetFile = useRef<() => void>(null);

  useEffect(() => {
    if (queued === 0) return;
    const timers = LOOKS_AFTER_MS.map((after) => setTimeout(() => router.refresh(), after));
    return () => timers.forEach(clearTimeout);
  }, [queued, router]);

  const capture = () =>
    startCapture(async () => {
      const result = await attempt(() => captureSourceAction({ sourceId }));
      if (!result.ok) {
        setSaid({ text: result.message, bad: true });
        return;
      }
      setSaid({ text: 'Queued; the copy appears here when it has been fetched.', bad: false });
      setQueued((count) => count + 1);
    });

  const upload = async (file: File | null) => {
    if (file === null) return;
    resetFile.current?.();
    const problem = fileProblem(file);
    if (problem !== null) {
      setSaid({ text: problem, bad: true });
      return;
    }
    setSaid(null);
    setShare(0);
    const refused = await sendFile(sourceId, file, setShare);
    setShare(null);
    setSaid(refused ? { text: refused, bad: true } : { text: `“${file.name}” is kept.`, bad: false });
    if (refused === null) router.refresh();
  };

  return (
    <div className={classes['tools']}>
      <div className={classes['actions']}>
        {canCapture && (
          <Button
            size="xs"
            variant="default"
            loading={capturing}
            leftSection={<IconCamera size={14} aria-hidden />}
            onClick={capture}
          >
            Capture now
          </Button>
        )}
        <FileButton accept={ACCEPTED} resetRef={resetFile} onChange={upload}>
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              loading={share !== null}
              leftSection={<IconUpload size={14} aria-hidden />}
            >
              Upload a copy
            </Button>
          )}
        </FileButton>
        <span className={classes['quiet']}>HTML, PDF, text, WARC, WACZ or an image, at most 50 MB</span>
      </div>
      {share !== null && <Progress value={share * 100} size="sm" aria-label="Sent of the file" />}
      <p role="status" className={said?.bad ? classes['problem'] : classes['quiet']}>
        {said?.text}
      </p>
    </div>
  );
}
