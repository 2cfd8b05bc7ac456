/** A passage that somebody selected, in UTF-16 units of the whole text. */
export type Selected = { start: number; end: number; words: string };

/** What is selected inside the element, without white space at its ends; null where nothing is. */
export function selectedIn(element: HTMLElement): Selected | null {
  const selection = element.ownerDocument.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return null;
  const before = range.cloneRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  return trimmed(before.toString().length, range.toString());
}

function trimmed(start: number, words: string): Selected | null {
  const inner = words.trim();
  if (inner === '') return null;
  const from = start + words.indexOf(inner);
  return { start: from, end: from + inner.length, words: inner };
}

/** Selects the next place where the words stand, case aside, after what is selected, and shows it; false where there is none. */
export function selectNext(element: HTMLElement, words: string, after: number): boolean {
  const text = element.textContent.toLowerCase();
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return false;
  const ahead = text.indexOf(wanted, after);
  const at = ahead === -1 ? text.indexOf(wanted) : ahead;
  if (at === -1) return false;
  const start = placeOf(element, at);
  const end = placeOf(element, at + wanted.length);
  const selection = element.ownerDocument.getSelection();
  if (!start || !end || !selection) return false;
  selection.setBaseAndExtent(start.node, start.offset, end.node, end.offset);
  start.node.parentElement?.scrollIntoView({ block: 'nearest' });
  const top = selection.getRangeAt(0).getBoundingClientRect().top;
  window.scrollBy({ top: top - window.innerHeight / 3 });
  return true;
}

function placeOf(element: HTMLElement, offset: number): { node: Text; offset: number } | null {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let passed = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    if (offset <= passed + node.length) return { node, offset: offset - passed };
    passed += node.length;
  }
  return null;
}
