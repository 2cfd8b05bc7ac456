const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BR CAPTION DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LEGEND LI MAIN NAV OL OPTION P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL'.split(
    ' ',
  ),
);
const UNSEEN = new Set('TITLE SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT SVG SELECT TEXTAREA'.split(' '));
const ELEMENT = 1;
const TEXT = 3;

/** What a reader sees of this part of a page: one line for each block, in the order of the page. */
export function seenText(root: Node): string {
  let text = '';
  // By hand instead of by recursion: a page may be nested deeper than the stack.
  let node: Node | null = root;
  while (node !== null) {
    const unseen = node.nodeType === ELEMENT && UNSEEN.has(node.nodeName.toUpperCase());
    if (node.nodeType === TEXT) text += (node.nodeValue ?? '').replace(/\s+/g, ' ');
    if (isBlock(node)) text += '\n';
    if (!unseen && node.firstChild !== null) {
      node = node.firstChild;
      continue;
    }
    while (node !== root && node.nextSibling === null && node.parentNode !== null) {
      node = node.parentNode;
      if (isBlock(node)) text += '\n';
    }
    node = node === root ? null : node.nextSibling;
  }
  return tidyText(text);
}

function isBlock(node: Node): boolean {
  return node.nodeType === ELEMENT && BLOCKS.has(node.nodeName.toUpperCase());
}

/** As texts are kept: NFC, lines ended by \n, none of them empty, no white space at their ends. */
export function tidyText(text: string): string {
  return text
    .replaceAll('\0', '')
    .normalize('NFC')
    .split(/\r\n?|[\n\f\v\u2028\u2029]/)
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}
