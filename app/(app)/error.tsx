'use client';

import { ErrorPage } from '#components/shell/error-page.tsx';

/** Within the frame, so that the navigation stays. */
export default function ErrorBoundary(props: { error: unknown; retry: () => void }) {
  return <ErrorPage {...props} />;
}
