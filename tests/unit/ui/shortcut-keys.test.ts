import { describe, expect, test } from 'vitest';
import { shortcutOf } from '#components/ui/shortcut-keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe('shortcutOf', () => {
  test.each([
    [{ key: 'j', code: 'KeyJ' }, 'j'],
    [{ key: 'J', code: 'KeyJ' }, 'j'],
    [{ key: '/', code: 'Slash' }, '/'],
    [{ key: '?', code: 'Slash' }, '?'],
    [{ key: 'Enter', code: 'Enter' }, 'Enter'],
    // A Latin layout that is not QWERTY keeps its own letters: AZERTY's M is on another key.
    [{ key: 'm', code: 'Semicolon' }, 'm'],
    // A German keyboard has the slash on Shift+7.
    [{ key: '/', code: 'Digit7' }, '/'],
  ])('%o is %s', (press, name) => {
    expect(shortcutOf({ ...plain, ...press })).toBe(name);
  });

  test.each([
    ['о', 'KeyJ', 'j'],
    ['л', 'KeyK', 'k'],
    ['ч', 'KeyX', 'x'],
    ['Т', 'KeyN', 'n'],
    ['.', 'Slash', '/'],
    [',', 'Slash', '?'],
  ])('on a Russian keyboard %s acts as its Latin key', (key, code, name) => {
    expect(shortcutOf({ ...plain, key, code })).toBe(name);
  });

  test('Ctrl and Command are one, Alt is left alone', () => {
    expect(shortcutOf({ ...plain, key: 'k', code: 'KeyK', ctrlKey: true })).toBe('mod+k');
    expect(shortcutOf({ ...plain, key: 'л', code: 'KeyK', metaKey: true })).toBe('mod+k');
    expect(shortcutOf({ ...plain, key: 'k', code: 'KeyK', altKey: true })).toBeNull();
  });
});
