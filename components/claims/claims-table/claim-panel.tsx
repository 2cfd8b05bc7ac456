'use client';

import type { Route } from 'next';
import dynamic from 'next/dynamic';
import { OpenedPanel } from '#components/data-table/opened-panel.tsx';
import { type Given, Opened } from '#components/data-table/use-opened.ts';
import type { ClaimViewProps } from '../claim-view/claim-view.tsx';

/** A claim with all that its page shows, as the server sends it. */
export type ClaimWhole = Omit<ClaimViewProps, 'variant'>;

// Most visits only read the list: what a claim needs in the browser comes when one is opened.
const ClaimView = dynamic(() => import('../claim-view/claim-view.tsx').then((module) => module.ClaimView));

/** Asks for claims as known at a moment, and for the script that draws one. */
export const openedClaims = (given: Given<ClaimWhole>, asOf: string | null) =>
  new Opened<ClaimWhole>(
    given,
    (id) => fetch(`/claims/${id}/panel${asOf === null ? '' : `?asOf=${encodeURIComponent(asOf)}`}`),
    () => import('../claim-view/claim-view.tsx'),
  );

/** The claim beside the table. */
export function ClaimPanel({
  id,
  opened,
  asOf,
  onClose,
}: {
  id: number;
  opened: Opened<ClaimWhole>;
  asOf: string | null;
  onClose: () => void;
}) {
  return (
    <OpenedPanel
      id={id}
      opened={opened}
      label="Claim"
      fullPage={`/claims/${id}` as Route}
      missing={
        asOf === null
          ? `There is no claim ${id}, or it belongs to another ledger.`
          : `Claim ${id} was not logged then.`
      }
      onClose={onClose}
    >
      {(whole) => <ClaimView {...whole} variant="panel" />}
    </OpenedPanel>
  );
}
