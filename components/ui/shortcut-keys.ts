type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * The name of a pressed key as shortcuts call it: `j`, `/`, `?`, `Enter`, `mod+k` (Ctrl, or Command on a Mac).
 * On a keyboard set to Cyrillic the letter that stands on the same key in Latin counts, and so do `/` and `?`.
 */
export function shortcutOf(press: KeyPress): string | null {
  if (press.altKey) return null;
  let key = press.key;
  if (press.code === 'Slash' && key === '.') key = '/';
  else if (press.code === 'Slash' && key === ',') key = '?';
  else if (/^\p{L}$/u.test(key))
    key = /^[a-z]$/i.test(key) ? key.toLowerCase() : latinLetter(press.code, key);
  return press.ctrlKey || press.metaKey ? `mod+${key}` : key;
}

function latinLetter(code: string, key: string): string {
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

const TEXT_ENTRY =
  'input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=range]), textarea, select, [contenteditable=true], [role=textbox], [role=combobox]';

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TEXT_ENTRY) !== null;
}

/** Inside something that floats (menu, list, dialog) keys belong to it; behind an open modal to nobody. */
export function isInFloating(target: EventTarget | null): boolean {
  const inside = target instanceof Element && target.closest('[role=dialog], [role=menu], [role=listbox]');
  return Boolean(inside) || document.querySelector('[role=dialog][aria-modal=true]') !== null;
}
