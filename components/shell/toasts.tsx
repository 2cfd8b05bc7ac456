'use client';

import { Button } from '@mantine/core';
import { type NotificationsProps, notifications, useNotifications } from '@mantine/notifications';
import { type ComponentType, useEffect, useState } from 'react';
import classes from './toasts.module.css';

const load = () => import('@mantine/notifications').then((module) => module.Notifications);

/**
 * Where toasts appear. The code that draws them comes with the first one; the store keeps it until then. Where it does not come, since
 * there is no connection, which may be what the toast says, they are plain.
 */
export function Toasts() {
  const { notifications: shown } = useNotifications();
  const [Drawn, setDrawn] = useState<ComponentType<NotificationsProps> | null>(null);
  const [plain, setPlain] = useState(false);
  const count = shown.length;
  useEffect(() => {
    if (count === 0 || Drawn) return;
    load().then(
      (loaded) => setDrawn(() => loaded),
      () => setPlain(true),
    );
  }, [count, Drawn]);

  if (count === 0) return null;
  if (Drawn) return <Drawn position="bottom-right" limit={3} containerWidth={380} />;
  if (!plain) return null;
  return (
    <div role="alert" className={classes['plain']}>
      {shown.map(({ id, message }) => (
        <p key={id} className={classes['toast']}>
          <span>{message}</span>
          <Button size="compact-xs" variant="default" onClick={() => id && notifications.hide(id)}>
            Close
          </Button>
        </p>
      ))}
    </div>
  );
}
