'use client';

import { useNotifications } from '@mantine/notifications';
import dynamic from 'next/dynamic';

const Notifications = dynamic(() => import('@mantine/notifications').then((module) => module.Notifications), {
  ssr: false,
});

/** Where toasts appear. The code that draws them comes with the first one; the store keeps it until then. */
export function Toasts() {
  const { notifications } = useNotifications();
  if (notifications.length === 0) return null;
  return <Notifications position="bottom-right" limit={3} containerWidth={380} />;
}
