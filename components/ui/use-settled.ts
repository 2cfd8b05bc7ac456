'use client';

import { startTransition, useEffect, useState } from 'react';

type Settled<T> = { value: T | null; failed: boolean };

/** What a promise of the server came to; the former one's value until then, null before the first. Nothing waits for it. */
export function useSettled<T>(promise: Promise<T>): Settled<T> {
  const [settled, settle] = useState<Settled<T>>({ value: null, failed: false });
  useEffect(() => {
    let stale = false;
    const end = (how: (former: Settled<T>) => Settled<T>) => {
      if (!stale) startTransition(() => settle(how));
    };
    promise.then(
      (value) => end(() => ({ value, failed: false })),
      () => end(({ value }) => ({ value, failed: true })),
    );
    return () => {
      stale = true;
    };
  }, [promise]);
  return settled;
}
