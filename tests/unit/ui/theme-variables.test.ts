import {
  convertCssVariables,
  DEFAULT_THEME,
  deepMerge,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { expect, test } from 'vitest';
import { cssVariablesResolver, theme } from '#components/ui/theme.ts';

const merged = mergeMantineTheme(DEFAULT_THEME, theme);
const all = deepMerge(defaultCssVariablesResolver(merged), cssVariablesResolver(merged));
const standard = defaultCssVariablesResolver(DEFAULT_THEME);

/** Those that differ from default-css-variables.layer.css. */
function own(name: keyof typeof standard): Record<string, string> {
  const known = new Map(Object.entries(standard[name]));
  return Object.fromEntries(Object.entries(all[name]).filter(([key, value]) => known.get(key) !== value));
}

test('theme-variables.css says what the theme does; npx vitest -u writes it anew', async () => {
  const css = convertCssVariables({ variables: own('variables'), light: own('light'), dark: own('dark') });
  const lines = css
    .replace(/\{/g, ' {\n')
    .replace(/;(?=--|\})/g, ';\n')
    .replace(/^--/gm, '  --')
    .replace(/\}/g, '}\n\n')
    .trimEnd();
  expect(lines).toContain('--mantine-color-body: var(--paper);');
  await expect(`${lines}\n`).toMatchFileSnapshot('../../../components/ui/theme-variables.css');
});
