'use client';

import { BarePage } from '#components/shell/bare-page.tsx';
import { ErrorPage } from '#components/shell/error-page.tsx';

export default function ErrorBoundary(props: { error: unknown; retry: () => void }) {
  return (
    <BarePage>
      <ErrorPage {...props} />
    </BarePage>
  );
}
