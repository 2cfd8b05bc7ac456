import type { Route } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { SignInForm } from '#components/sign-in/sign-in-form.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { env } from '#lib/core/env.ts';
import { returnAddress } from '#lib/core/return-address.ts';
import { ownOrigins } from '#lib/core/same-origin.ts';
import { currentActor } from '#lib/core/session.ts';
import { signInMessage } from '#lib/users/sign-in-message.ts';

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl, error } = await searchParams;
  const back = returnAddress(callbackUrl, ownOrigins(await headers(), env().nextAuthUrl));
  if ((await currentActor()) !== null) redirect(back as Route);
  return (
    <>
      <PageTitle>Sign in</PageTitle>
      <SignInForm callbackUrl={back} message={signInMessage(error)} />
    </>
  );
}
