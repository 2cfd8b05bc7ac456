import type { ReactNode } from 'react';
import type { TaskTally } from '#lib/tasks/schema.ts';

/** `managesUsers` shows the way to /users; the server checks the permission all the same. */
export type ShellUser = { name: string; email: string; role: string; managesUsers?: boolean };

export type ShellProgramme = { id: number; name: string };

/**
 * The frame of every page behind the sign-in.
 * `programmes` makes the name a menu when there is more than one; `onProgrammeChange` then gets the chosen id.
 * `canLog` false hides "Log claim" and its key; the server checks the permission all the same.
 */
export type AppShellProps = {
  user: ShellUser | null;
  programme: ShellProgramme;
  programmes?: readonly ShellProgramme[];
  onProgrammeChange?: (id: number) => Promise<void>;
  canLog?: boolean;
  tasks?: TaskTally;
  signOut: () => Promise<void>;
  children: ReactNode;
};
