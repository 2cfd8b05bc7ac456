import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { type PageMetadata, pageMetadata } from './page-metadata.ts';
import { seenText } from './readable-text.ts';

/** A page as it is read: `text` is its article, or all that is seen where it has none; the rest helps to judge the capture. */
export type Page = {
  text: string;
  metadata: PageMetadata;
  heading: string;
  asksPassword: boolean;
};

/** An article that is shorter is rather a teaser; then all of the page is kept. */
const LEAST_ARTICLE = 250;
/** Beyond these the article is not looked for: that takes minutes, or more stack than there is. */
const MOST_ELEMENTS = 30_000;
const DEEPEST = 300;
/** What comes after so many tags is left out: the time of taking a page apart grows with the square of its depth. */
const MOST_TAGS = 100_000;

/** Reads a page of HTML. `url` is its own address. */
export function readPage(html: string, url: string): Page {
  const { document } = parseHTML(withDocument(html));
  const metadata = pageMetadata(document, url);
  const heading = document.querySelector('h1')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const asksPassword = document.querySelector('input[type="password"]') !== null;
  const all = document.body ? seenText(document.body) : '';
  const article = isSimple(document) ? articleText(document) : '';
  const text = article.length >= LEAST_ARTICLE ? article : all;
  return { text, metadata, heading, asksPassword };
}

function isSimple(document: Document): boolean {
  if (document.getElementsByTagName('*').length > MOST_ELEMENTS) return false;
  let depth = 0;
  let node: Node | null = document.documentElement;
  while (node !== null && depth <= DEEPEST) {
    if (node.firstChild !== null) {
      node = node.firstChild;
      depth += 1;
      continue;
    }
    while (node?.nextSibling === null) {
      node = node.parentNode;
      depth -= 1;
    }
    node = node?.nextSibling ?? null;
  }
  return depth <= DEEPEST;
}

/** The article of the page, which is taken apart by this. */
function articleText(document: Document): string {
  try {
    const reader = new Readability(document, { serializer: seenText, charThreshold: LEAST_ARTICLE });
    return reader.parse()?.content ?? '';
  } catch {
    // It stumbles over some odd pages; those are kept with all that is seen.
    return '';
  }
}

/** linkedom does not fill in the tags that HTML lets out: it is given one document, whose head is a part of the body. */
function withDocument(html: string): string {
  const page = html.slice(0, endOfTags(html, MOST_TAGS));
  const root = /<html(?=[\s>])[^>]*>/i.exec(page)?.[0] ?? '<html>';
  const rest = page.replace(/<!doctype[^>]*>|<\/?(html|head|body)(?=[\s>/])[^>]*>/gi, '');
  return `<!doctype html>${root}<head></head><body>${rest}</body></html>`;
}

/** Where so many tags have been opened; the end of the page where there are fewer. */
export function endOfTags(html: string, most: number): number {
  let tags = 0;
  for (const { index } of html.matchAll(/<[a-z]/gi)) {
    tags += 1;
    if (tags > most) return index;
  }
  return html.length;
}
