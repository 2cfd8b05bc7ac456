'use client';

import { Modal, Switch } from '@mantine/core';
import { Keys } from '#components/ui/keys.tsx';
import { useSingleKeys } from '#components/ui/shortcuts.ts';
import classes from './help-overlay.module.css';

const GROUPS: { title: string; keys: [string, string][] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['/', 'Search claims'],
      ['n', 'Log a claim'],
      ['Ctrl+K', 'Go to anything'],
      ['?', 'This list'],
      ['Esc', 'Close what is open'],
    ],
  },
  {
    title: 'In a table',
    keys: [
      ['j', 'Next row'],
      ['k', 'Previous row'],
      ['Enter', 'Open the row'],
      ['x', 'Select the row'],
      ['e', 'Edit the row'],
      ['s', 'Change the status of the claim'],
      ['Shift+click', 'Select up to this row'],
    ],
  },
];

export function HelpOverlay({ onClose }: { onClose: () => void }) {
  const [singleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Modal opened onClose={onClose} title="Keyboard" size={520} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes['groups']}>
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3 className={classes['title']}>{group.title}</h3>
            <dl className={classes['list']}>
              {group.keys.map(([combo, meaning]) => (
                <div className={classes['row']} key={combo}>
                  <dt>
                    <Keys combo={combo} />
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        mt="lg"
        size="sm"
        label="Single keys act"
        description="Turn this off when you dictate, or when keys get in your way. Ctrl+K stays."
        checked={singleKeys}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}
