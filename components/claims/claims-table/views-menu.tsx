'use client';

import { ActionIcon, Group, Menu } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ToolbarButton } from '#components/data-table/toolbar-button.tsx';
import { attempt } from '#components/ui/attempt.ts';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import { toastDone, toastFailed } from '#components/ui/toast.tsx';
import { deleteViewAction } from '#lib/views/actions.ts';
import type { SavedView } from '#lib/views/schema.ts';
import classes from './claims-table.module.css';

const saveView = new OnDemand(() => import('./save-view.tsx'));

/** Views kept under a name, one's own and shared ones, and a way to keep the one on the screen. */
export function ViewsMenu({ views, query }: { views: SavedView[]; query: string }) {
  const router = useRouter();
  const [saving, setSaving] = useState(false);
  const stop = () => setSaving(false);
  const current = views.find((view) => view.query === query && query !== '');

  const remove = async (view: SavedView) => {
    const result = await attempt(() => deleteViewAction({ id: view.id }));
    if (result.ok) toastDone(`“${view.name}” is gone.`);
    else toastFailed(result.message);
    router.refresh();
  };

  return (
    <>
      <Menu position="bottom-end" withinPortal width={280}>
        <Menu.Target>
          <ToolbarButton on={current !== undefined}>
            <IconBookmark size={14} aria-hidden />
            <span className={classes['word']}>{current?.name ?? 'Views'}</span>
          </ToolbarButton>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 && <Menu.Label>No view is kept yet</Menu.Label>}
          {views.map((view) => (
            <Group key={view.id} gap={2} wrap="nowrap">
              <Menu.Item
                component="a"
                href={`/claims${view.query}`}
                style={{ flex: 1 }}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  router.push(`/claims${view.query}` as Route);
                }}
                {...(view.mine ? {} : { rightSection: <small>{view.owner}</small> })}
                {...(view.mine && view.shared ? { rightSection: <small>shared</small> } : {})}
              >
                {view.name}
              </Menu.Item>
              {view.mine && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Delete the view ${view.name}`}
                  onClick={() => remove(view)}
                >
                  <IconTrash size={14} aria-hidden />
                </ActionIcon>
              )}
            </Group>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setSaving(true)}>Keep this view…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {saving && (
        <Demanded code={saveView} onClose={stop}>
          {({ SaveView }) => <SaveView onClose={stop} query={query} />}
        </Demanded>
      )}
    </>
  );
}
