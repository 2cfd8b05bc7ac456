const WRONG = 'E-mail or password is wrong.';

/** What the `error` of the sign-in page's address says in words; null for none. Never shows the address's own text. */
export function signInMessage(code: unknown): string | null {
  if (typeof code !== 'string' || code === '') return null;
  if (code === 'CredentialsSignin') return WRONG;
  if (code === 'SessionEnded') return 'Your session has ended. Sign in again.';
  if (code === 'Busy') return 'Too many people sign in at this moment. Try again in a minute.';
  const minutes = /^TooManyAttempts-(\d{1,3})$/.exec(code)?.[1];
  if (minutes !== undefined)
    return `Too many attempts. Try again in ${minutes === '1' ? 'a minute' : `${minutes} minutes`}.`;
  const id = /^Unavailable-([0-9a-f]{10})$/.exec(code)?.[1];
  if (id !== undefined) return `Signing in failed on our side. It has been logged as ${id}.`;
  return 'Signing in did not work. Try again.';
}
