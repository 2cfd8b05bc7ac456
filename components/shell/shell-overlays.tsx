'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useShortcuts } from '#components/ui/shortcuts.ts';
import { showOverlay, useOverlay } from './overlay-store.ts';

const HelpOverlay = dynamic(() => import('./help-overlay.tsx').then((module) => module.HelpOverlay), {
  ssr: false,
});
const CommandPalette = dynamic(
  () => import('./command-palette.tsx').then((module) => module.CommandPalette),
  {
    ssr: false,
  },
);

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
  if (overlay === 'help') return <HelpOverlay onClose={() => showOverlay(null)} />;
  if (overlay === 'palette') return <CommandPalette canLog={canLog} onClose={() => showOverlay(null)} />;
  return null;
}
