'use client';

import { Button } from '@mantine/core';
import type { Route } from 'next';
import { Fragment, type ReactNode } from 'react';
import { SidePanel } from '#components/ui/side-panel.tsx';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import { EmptyState, ErrorState } from '#components/ui/states.tsx';
import type { RowId } from './column.ts';
import { type Opened, useOpened } from './use-opened.ts';

/** The row that is open, beside the table: lines until it is there, or why it is not. */
export function OpenedPanel<Data>({
  id,
  opened,
  label,
  fullPage,
  missing,
  onClose,
  children,
}: {
  id: RowId;
  opened: Opened<Data>;
  /** What a row is: "Claim". */
  label: string;
  fullPage: Route;
  /** Said where no such row is there. */
  missing: string;
  onClose: () => void;
  children: (data: Data) => ReactNode;
}) {
  const { answer, again } = useOpened(id, opened);
  const thing = label.toLowerCase();
  return (
    <SidePanel label={label} subject={id} fullPage={fullPage} onClose={onClose}>
      {answer === null || answer.kind === 'ended' ? (
        <TextSkeleton lines={12} />
      ) : answer.kind === 'data' ? (
        <Fragment key={id}>{children(answer.data)}</Fragment>
      ) : answer.kind === 'missing' ? (
        <EmptyState title={`No such ${thing}`}>
          <p>{missing}</p>
        </EmptyState>
      ) : (
        <ErrorState
          title={`The ${thing} could not be read`}
          action={
            <Button variant="default" onClick={again}>
              Try again
            </Button>
          }
        >
          <p>{answer.message}</p>
        </ErrorState>
      )}
    </SidePanel>
  );
}
