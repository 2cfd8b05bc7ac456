'use client';

import { useRouter } from 'next/navigation';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import { useShortcuts } from '#components/ui/shortcuts.ts';
import { showOverlay, useOverlay } from './overlay-store.ts';

const help = new OnDemand(() => import('./help-overlay.tsx'));
const palette = new OnDemand(() => import('./command-palette.tsx'));

/** The keys that work on every page, and what they open; the code for it is loaded when first asked for. */
export function ShellOverlays({ canLog }: { canLog: boolean }) {
  const overlay = useOverlay();
  const router = useRouter();
  useShortcuts({
    ...(canLog
      ? {
          n: (event: KeyboardEvent) => {
            event.preventDefault();
            router.push('/claims/new');
          },
        }
      : {}),
    '?': (event) => {
      event.preventDefault();
      showOverlay('help');
    },
    'mod+k': (event) => {
      event.preventDefault();
      showOverlay('palette');
    },
  });
  const close = () => showOverlay(null);
  if (overlay === 'help')
    return (
      <Demanded key="help" code={help} onClose={close}>
        {({ HelpOverlay }) => <HelpOverlay onClose={close} />}
      </Demanded>
    );
  if (overlay === 'palette')
    return (
      <Demanded key="palette" code={palette} onClose={close}>
        {({ CommandPalette }) => <CommandPalette canLog={canLog} onClose={close} />}
      </Demanded>
    );
  return null;
}
