'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import classes from './navigation.module.css';

const PLACES = [
  { href: '/claims', label: 'Claims', under: ['/', '/claims'] },
  { href: '/facts', label: 'Facts', under: ['/facts'] },
  { href: '/sources', label: 'Sources', under: ['/sources'] },
  { href: '/instruments', label: 'Instruments', under: ['/instruments'] },
] as const;

function currentOf(pathname: string, under: readonly string[]): 'page' | 'true' | undefined {
  if (under.includes(pathname)) return 'page';
  return under.some((place) => place !== '/' && pathname.startsWith(`${place}/`)) ? 'true' : undefined;
}

export function Navigation() {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className={classes['nav']}>
      <ul className={classes['list']}>
        {PLACES.map((place) => (
          <li key={place.href}>
            <Link
              href={place.href}
              className={classes['link']}
              aria-current={currentOf(pathname, place.under)}
              prefetch={false}
            >
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
