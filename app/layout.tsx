import '@fontsource-variable/inter';
import '@fontsource-variable/source-serif-4';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import '#components/ui/layers.css';
import '#components/ui/mantine-styles.ts';
import '#components/ui/theme-variables.css';
import '#components/ui/tokens.css';
import '#components/ui/fonts.css';
import '#components/ui/global.css';
import interLatin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
import serifLatin from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import { Providers } from '#components/shell/providers.tsx';
import siteIcon from '#components/ui/site-icon.svg';

export const metadata: Metadata = {
  description: 'Claims about a programme, their sources, and whether they hold.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fdfdfb' },
    { media: '(prefers-color-scheme: dark)', color: '#141617' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  // On their way with the page and not after its styles: fewer lines break anew when the faces come.
  for (const face of [interLatin, serifLatin])
    preload(face, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        {/* At each change of the address a browser asks for it anew: of a file with a name of its own, the browser's own store. */}
        <link rel="icon" href={siteIcon.src} type="image/svg+xml" sizes="any" />
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
