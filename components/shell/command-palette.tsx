'use client';

import '@mantine/spotlight/styles.layer.css';
import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import {
  IconArrowsDiff,
  IconFileText,
  IconFileUpload,
  IconGavel,
  IconKeyboard,
  IconListDetails,
  IconMoon,
  IconPlus,
  IconSearch,
  IconTags,
  IconUser,
  IconWorld,
} from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { showOverlay } from './overlay-store.ts';

const ICON = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

const PLACES = [
  {
    href: '/claims',
    label: 'Claims',
    description: 'The table, with what needs attention',
    icon: IconListDetails,
  },
  { href: '/facts', label: 'Facts', description: 'What we know, question by question', icon: IconFileText },
  {
    href: '/facts/conflicts',
    label: 'Conflicts',
    description: 'Where the evidence disagrees, by how much it matters',
    icon: IconArrowsDiff,
  },
  { href: '/topics', label: 'Topics', description: 'What claims are about', icon: IconTags },
  { href: '/sources', label: 'Sources', description: 'Documents and their publishers', icon: IconWorld },
  {
    href: '/instruments',
    label: 'Instruments',
    description: 'Decrees, orders and laws, and what depends on them',
    icon: IconGavel,
  },
  { href: '/account', label: 'Account', description: 'Name, password, sessions, tokens', icon: IconUser },
] as const;

function matches(action: SpotlightActionData, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/);
  const text = [action.label, action.description, action.keywords].flat().join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

export function CommandPalette({ canLog, onClose }: { canLog: boolean; onClose: () => void }) {
  const router = useRouter();
  const { toggleColorScheme } = useMantineColorScheme();
  const [query, setQuery] = useState('');
  const wanted = query.trim();

  useEffect(() => {
    spotlight.open();
  }, []);

  const places: SpotlightActionData[] = PLACES.map(({ href, icon: Icon, ...place }) => ({
    ...place,
    id: href,
    leftSection: <Icon {...ICON} />,
    onClick: () => router.push(href),
  }));
  const actions: SpotlightActionData[] = [
    ...(canLog
      ? [
          {
            id: 'log',
            label: 'Log a claim',
            keywords: ['new', 'add', 'create'],
            leftSection: <IconPlus {...ICON} />,
            onClick: () => router.push('/claims/new'),
          },
          {
            id: 'import',
            label: 'Import claims',
            description: 'From a CSV file, new ones and changes',
            keywords: ['upload', 'csv', 'excel', 'spreadsheet'],
            leftSection: <IconFileUpload {...ICON} />,
            onClick: () => router.push('/claims/import'),
          },
        ]
      : []),
    {
      id: 'scheme',
      label: 'Switch between light and dark',
      keywords: ['theme', 'colours', 'colors'],
      leftSection: <IconMoon {...ICON} />,
      onClick: () => toggleColorScheme(),
    },
    {
      id: 'keys',
      label: 'Keyboard shortcuts',
      keywords: ['help'],
      leftSection: <IconKeyboard {...ICON} />,
      onClick: () => showOverlay('help'),
    },
  ];

  const search: SpotlightActionData[] = wanted
    ? [
        {
          id: 'search',
          label: `Search claims for “${wanted}”`,
          leftSection: <IconSearch {...ICON} />,
          onClick: () => router.push(`/claims?q=${encodeURIComponent(wanted)}`),
        },
      ]
    : [];

  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
      centered={false}
      attributes={{ content: { 'aria-label': 'Go to anything' }, header: { role: 'none' } }}
      yOffset="14vh"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      actions={[
        { group: 'Search', actions: search },
        { group: 'Go to', actions: places },
        { group: 'Do', actions },
      ]}
      filter={(typed, all) =>
        all
          .map((group) =>
            'actions' in group
              ? {
                  ...group,
                  actions: group.actions.filter((action) => action.id === 'search' || matches(action, typed)),
                }
              : group,
          )
          .filter((group) => !('actions' in group) || group.actions.length > 0)
      }
      nothingFound="Nothing of that name"
      searchProps={{
        leftSection: <IconSearch {...ICON} />,
        placeholder: 'Search claims, or go to a page',
        'aria-label': 'Search claims, or go to a page',
      }}
      onSpotlightClose={onClose}
    />
  );
}
