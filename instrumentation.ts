import type { Instrumentation } from 'next';

/** Answers tell what they took. The server is ready at once; the columns that counts come from are read beside the first requests. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { tellServerTiming } = await import('#lib/core/timing.ts');
  tellServerTiming();
  const { loadColumns } = await import('#lib/claims/column-queries.ts');
  const { loadSources } = await import('#lib/sources/column-queries.ts');
  // One after the other: claims are looked at first, and the database has other work besides.
  void loadColumns().then(loadSources);
}

/** Logs what failed while a page was rendered, under the id (digest) that the error page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  // A constant of the build, not a setting: this file is also compiled for a runtime that has no log.
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { log } = await import('#lib/core/log.ts');
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
