'use client';

import { ErrorPage } from '#components/shell/error-page.tsx';

export default function ErrorBoundary(props: { error: unknown; retry: () => void }) {
  return <ErrorPage {...props} />;
}
