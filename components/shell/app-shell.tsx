import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { Suspense } from 'react';
import { TaskTray } from '#components/tasks/task-tray.tsx';
import { Keys } from '#components/ui/keys.tsx';
import classes from './app-shell.module.css';
import { ColorSchemeToggle } from './color-scheme-toggle.tsx';
import { HeaderSearch } from './header-search.tsx';
import { Navigation } from './navigation.tsx';
import { ProgrammeMenu } from './programme-menu.tsx';
import { ShellOverlays } from './shell-overlays.tsx';
import type { AppShellProps } from './shell-props.ts';
import { UserMenu } from './user-menu.tsx';

export function AppShell({
  user,
  programme,
  programmes = [],
  onProgrammeChange,
  canLog = true,
  tasks,
  signOut,
  children,
}: AppShellProps) {
  return (
    <div className={classes['shell']}>
      <a className={classes['skip']} href="#main">
        Skip to the content
      </a>
      <header className={classes['header']}>
        <div className={classes['top']}>
          <div className={classes['brand']}>
            <Link href="/" className={classes['product']}>
              Claim Ledger
            </Link>
            <ProgrammeMenu
              programme={programme}
              programmes={programmes}
              {...(onProgrammeChange ? { onChange: onProgrammeChange } : {})}
            />
          </div>
          <div className={classes['search']}>
            <Suspense>
              <HeaderSearch />
            </Suspense>
          </div>
          <div className={classes['end']}>
            {canLog && (
              <Link href="/claims/new" className={classes['log']} title="Log claim (n)">
                <IconPlus size={16} stroke={2} aria-hidden />
                <span className={classes['logLabel']}>Log claim</span>
                <span className={classes['logKey']} aria-hidden>
                  <Keys combo="n" />
                </span>
              </Link>
            )}
            {tasks && <TaskTray tally={tasks} />}
            <ColorSchemeToggle />
            {user && <UserMenu user={user} signOut={signOut} />}
          </div>
        </div>
        <Navigation />
      </header>
      <main id="main" className={classes['main']} tabIndex={-1}>
        {children}
      </main>
      <ShellOverlays canLog={canLog} />
    </div>
  );
}
