'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { findSourceByUrlAction } from '#lib/sources/actions.ts';
import type { KnownSource } from '#lib/sources/schema.ts';
import classes from './source-form.module.css';

const LOOKUP_MS = 250;

/** Says while somebody types that another source is kept under this address already. */
export function KnownAddress({ url, exceptId }: { url: string; exceptId: number | null }) {
  const [found, setFound] = useState<{ url: string; source: KnownSource } | null>(null);
  useEffect(() => {
    if (!URL.canParse(url)) return;
    const timer = window.setTimeout(async () => {
      const result = await attempt(() => findSourceByUrlAction({ url }));
      if (result.ok) setFound(result.data && { url, source: result.data });
    }, LOOKUP_MS);
    return () => window.clearTimeout(timer);
  }, [url]);

  const source = found?.url === url && found.source.id !== exceptId ? found.source : null;
  return (
    <div aria-live="polite">
      {source && (
        <p className={classes['known']}>
          This address is here already: <Link href={`/sources/${source.id}` as Route}>{source.title}</Link>
          {source.publisher && `, ${source.publisher}`}
        </p>
      )}
    </div>
  );
}
