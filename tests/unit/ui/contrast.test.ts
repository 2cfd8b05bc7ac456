import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../../components/ui/tokens.css', import.meta.url), 'utf8');

/** Colours by name of one scheme's block. */
function palette(scheme: 'light' | 'dark'): Map<string, string> {
  const start = css.indexOf(`[data-mantine-color-scheme='${scheme}'] {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['paper', 'raised', 'sunken', 'hover', 'selected', 'accent-soft'];

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const colors = palette(scheme);
  const color = (name: string) => {
    const value = colors.get(name);
    if (!value) throw new Error(`tokens.css has no --${name} for ${scheme}`);
    return value;
  };
  const texts = ['ink', 'ink-2', 'ink-3', 'accent', 'accent-strong', 'bad', 'warn'].concat(
    [...colors.keys()].filter((name) => name.startsWith('verdict-')),
  );

  test('has a colour for each of the ten statuses', () => {
    expect(texts.filter((name) => name.startsWith('verdict-'))).toHaveLength(10);
  });

  test.each(texts)('%s is readable on every ground', (name) => {
    for (const ground of GROUNDS) {
      expect(contrast(color(name), color(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(['line-control', 'focus'])('%s stands out', (name) => {
    for (const ground of ['paper', 'raised', 'sunken', 'hover', 'selected']) {
      expect(contrast(color(name), color(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });

  test('words keep readable on their own soft grounds', () => {
    expect(contrast(color('bad'), color('bad-soft'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('warn'), color('warn-soft'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('ink'), color('mark'))).toBeGreaterThanOrEqual(4.5);
  });
});
