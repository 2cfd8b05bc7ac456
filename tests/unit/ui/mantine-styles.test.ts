import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const styles = readFileSync(new URL('components/ui/mantine-styles.ts', root), 'utf8');

/** Components that bring no stylesheet of their own name stand on these. */
const BUILT_ON: Record<string, string[]> = {
  Select: ['Combobox', 'Input'],
  MultiSelect: ['Combobox', 'Input', 'Pill', 'PillsInput'],
  Autocomplete: ['Combobox', 'Input'],
  TagsInput: ['Combobox', 'Input', 'Pill', 'PillsInput'],
  TextInput: ['Input'],
  Textarea: ['Input'],
  NativeSelect: ['Input'],
};

function usedComponents(): Set<string> {
  const used = new Set<string>();
  for (const file of globSync('{app,components}/**/*.tsx', { cwd: root })) {
    const text = readFileSync(new URL(file, root), 'utf8');
    for (const [, names = ''] of text.matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)) {
      for (const name of names.split(',').map((part) => part.trim())) {
        if (/^[A-Z][A-Za-z]+$/.test(name)) used.add(name);
      }
    }
  }
  return used;
}

test('every Mantine component in use has its stylesheet loaded', () => {
  const used = usedComponents();
  expect(used.size).toBeGreaterThan(5);
  const needed = [...used].flatMap((name) => [name, ...(BUILT_ON[name] ?? [])]);
  const missing = needed.filter((name) => {
    const file = `@mantine/core/styles/${name}.layer.css`;
    return existsSync(new URL(`node_modules/${file}`, root)) && !styles.includes(`'${file}'`);
  });
  expect(missing).toEqual([]);
});
