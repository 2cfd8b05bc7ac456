'use client';

import { Button, type ButtonProps } from '@mantine/core';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** A link that looks like a button, for server components too, which cannot hand Link to a Mantine button. */
export function LinkButton({ href, children, ...props }: ButtonProps & { href: Route; children: ReactNode }) {
  return (
    // Behind most of them is a form that few open: not worth two requests each time that one is drawn.
    <Button component={Link} href={href} prefetch={false} {...props}>
      {children}
    </Button>
  );
}
