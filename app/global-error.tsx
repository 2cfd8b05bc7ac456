'use client';

import '@fontsource-variable/inter';
import '#components/ui/global-error.css';
import { digestOf } from '#components/ui/digest.ts';

/** Replaces the root layout, so it stands on its own: no provider, the system's colour scheme. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = digestOf(error);
  return (
    <html lang="en">
      <body className="global-error">
        <title>Something went wrong · Claim Ledger</title>
        <main role="alert">
          <h1>Something went wrong</h1>
          <p>The page could not be shown. Nothing that you saved is lost.</p>
          {digest && (
            <p>
              This has been logged as <code>{digest}</code>. Quote it when you ask for help.
            </p>
          )}
          <p>
            <button type="button" onClick={() => retry()}>
              Try again
            </button>{' '}
            <a href="/">Go to the start</a>
          </p>
        </main>
      </body>
    </html>
  );
}
