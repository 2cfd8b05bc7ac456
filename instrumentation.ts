import type { Instrumentation } from 'next';
import { log } from '#lib/core/log.ts';

/** Logs what failed while a page was rendered, under the id (digest) that the error page shows. */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const digest =
    typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : undefined;
  log.error(
    {
      id: digest,
      where: `${request.method} ${request.path.split('?')[0]}`,
      route: context.routePath,
      kind: context.routeType,
      err: error,
    },
    'unexpected error',
  );
};
