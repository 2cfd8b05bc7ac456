import type { KeyboardEvent } from 'react';

/** For onKeyDownCapture of a form: Ctrl+Enter saves before a field takes the Enter for itself. */
export function onSaveKeys(save: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    save();
  };
}
