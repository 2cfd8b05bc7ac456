'use client';

import { useNotifications } from '@mantine/notifications';
import dynamic from 'next/dynamic';
import { useEffect } from 'react';

const load = () => import('@mantine/notifications').then((module) => module.Notifications);
const Notifications = dynamic(load, { ssr: false });

/** So long after the page it is out of everybody's way. */
const LATER_MS = 3_000;

/**
 * Where toasts appear. The code that draws them comes with the first one, or when the page has long been there: that the connection is
 * gone can be told without one.
 */
export function Toasts() {
  const { notifications } = useNotifications();
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), LATER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (notifications.length === 0) return null;
  return <Notifications position="bottom-right" limit={3} containerWidth={380} />;
}
