'use client';

import { digestOf } from '#components/ui/digest.ts';

/*
 * Replaces the root layout, so it stands on its own: no provider, no stylesheet that might be the part that failed,
 * the system's colour scheme.
 */
const page = {
  margin: 0,
  minHeight: '100dvh',
  display: 'grid',
  placeItems: 'center',
  colorScheme: 'light dark',
  background: 'light-dark(#fdfdfb, #141617)',
  color: 'light-dark(#1b1e21, #e7e5df)',
  font: "14px/1.5 'Inter Variable', system-ui, sans-serif",
};
const button = {
  height: 32,
  padding: '0 12px',
  border: 0,
  borderRadius: 6,
  background: '#0f5a62',
  color: '#ffffff',
  font: 'inherit',
  cursor: 'pointer',
};

export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = digestOf(error);
  return (
    <html lang="en">
      <body style={page}>
        <title>Something went wrong · Claim Ledger</title>
        <main role="alert" style={{ maxWidth: 440, padding: 24, textAlign: 'center' }}>
          <h1 style={{ fontSize: 20, margin: '0 0 8px' }}>Something went wrong</h1>
          <p>The page could not be shown. Nothing that you saved is lost.</p>
          {digest && (
            <p>
              This has been logged as <code style={{ userSelect: 'all' }}>{digest}</code>. Quote it when you
              ask for help.
            </p>
          )}
          <p>
            <button type="button" style={button} onClick={() => retry()}>
              Try again
            </button>{' '}
            <a href="/" style={{ color: 'inherit', marginLeft: 12 }}>
              Go to the start
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
