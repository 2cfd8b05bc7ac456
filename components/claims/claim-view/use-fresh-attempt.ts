'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import type { Result } from '#lib/core/errors.ts';

/**
 * Runs an action. Where somebody else was faster, what they did is shown behind the dialog, which stays as it is: a second press then
 * acts on what is on the screen.
 */
export function useFreshAttempt(): <T>(work: () => Promise<Result<T>>) => Promise<Result<T>> {
  const router = useRouter();
  return useCallback(
    async <T>(work: () => Promise<Result<T>>) => {
      const result = await attempt(work);
      if (!result.ok && result.code === 'conflict') router.refresh();
      return result;
    },
    [router],
  );
}
