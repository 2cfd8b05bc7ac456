'use client';

import type { Route } from 'next';
import dynamic from 'next/dynamic';
import { OpenedPanel } from '#components/data-table/opened-panel.tsx';
import { type Given, Opened } from '#components/data-table/use-opened.ts';
import type { SourceViewProps } from '../source-view/source-view.tsx';

/** A source with all that its page shows, as the server sends it. */
export type SourceWhole = Omit<SourceViewProps, 'variant'>;

const SourceView = dynamic(() =>
  import('../source-view/source-view.tsx').then((module) => module.SourceView),
);

/** Asks for sources, and for the script that draws one. */
export const openedSources = (given: Given<SourceWhole>) =>
  new Opened<SourceWhole>(
    given,
    (id) => fetch(`/sources/${id}/panel`),
    () => import('../source-view/source-view.tsx'),
  );

/** The source beside the table. */
export function SourcePanel({
  id,
  opened,
  onClose,
}: {
  id: number;
  opened: Opened<SourceWhole>;
  onClose: () => void;
}) {
  return (
    <OpenedPanel
      id={id}
      opened={opened}
      label="Source"
      fullPage={`/sources/${id}` as Route}
      missing="Its number is that of no source."
      onClose={onClose}
    >
      {(whole) => <SourceView {...whole} variant="panel" />}
    </OpenedPanel>
  );
}
