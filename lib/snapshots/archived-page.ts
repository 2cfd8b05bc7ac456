import sanitize from 'sanitize-html';
import { harmlessDeclarations, harmlessSheet } from './harmless-css.ts';
import { endOfTags } from './page.ts';

const BLOCKS =
  'address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary ul caption col colgroup table tbody td tfoot th thead tr';
const WORDS =
  'a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr img';
const ALLOWED = `${BLOCKS} ${WORDS}`.split(' ').filter((tag) => tag !== 'form');

/** Elements that go with what is in them; of all others that are not allowed the content stays. */
const SILENT =
  'script style title textarea option template iframe object embed applet noembed noframes xmp plaintext head-title datalist';

const PICTURE = /^data:image\/(png|jpeg|gif|webp|avif);base64,[a-z0-9+/=\s]+$/i;

/** Our own rules stand first, so that those of the page win. */
const HOUSE = `html{color-scheme:light;background:#fff;color:#1a1a1a}body{margin:16px;font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{border-collapse:collapse}a[title]{text-decoration:underline dotted;text-underline-offset:3px}
[data-absent]{display:inline-block;padding:2px 8px;border:1px dashed #767676;color:#595959;font-size:14px}`;

/** What is more is left out; it would hold the server up. */
const MOST_HTML = 2_000_000;
const MOST_TAGS = 60_000;
const DEEPEST = 200;
/** Characters of all pictures that were kept beside the page: one may stand in it many times. */
const MOST_PICTURES = 16_000_000;
const MOST_LINK = 2_000;
/** Different style attributes that are taken apart. */
const MOST_STYLES = 3_000;

/** What was kept beside a page, by address: pictures as data addresses, style sheets as their text. */
export type KeptBeside = {
  pictures: ReadonlyMap<string, string>;
  sheets: ReadonlyMap<string, string>;
};
const NOTHING: KeptBeside = { pictures: new Map(), sheets: new Map() };

/**
 * A captured page of HTML as a document that may be shown in a frame with `sandbox`: its words, tables, styles and the pictures
 * that are inside it or were kept beside it. Nothing in it runs, loads, sends or leads anywhere; a link says its address when it is pointed at. `url` is
 * the address of the page. The answer is a whole document in UTF-8.
 */
export function archivedPage(html: string, url: string, beside: KeptBeside = NOTHING): string {
  const short = html.slice(0, MOST_HTML);
  const page = short.slice(0, endOfTags(short, MOST_TAGS));
  const styled = stylesOnce();
  const pictureAt = picturesWithin(beside.pictures, url);
  const body = sanitize(page, {
    allowedTags: ALLOWED,
    allowedAttributes: {
      '*': [
        'class',
        'id',
        'dir',
        'lang',
        'title',
        'style',
        'align',
        'valign',
        'width',
        'height',
        'data-absent',
      ],
      img: ['src', 'alt'],
      td: ['colspan', 'rowspan', 'bgcolor'],
      th: ['colspan', 'rowspan', 'bgcolor', 'scope'],
      table: ['border', 'cellpadding', 'cellspacing', 'bgcolor'],
      tr: ['bgcolor'],
      col: ['span'],
      colgroup: ['span'],
      ol: ['start', 'type', 'reversed'],
      li: ['value'],
      time: ['datetime'],
      font: ['color', 'size', 'face'],
      details: ['open'],
    },
    allowedSchemes: [],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nonTextTags: SILENT.split(' '),
    nestingLimit: DEEPEST,
    transformTags: {
      a: (tagName, { href, title: _, ...rest }) => ({
        tagName,
        attribs: { ...styled(rest), ...(href !== undefined && { title: addressOf(href, url) }) },
      }),
      img: (tagName, { src, alt = '', ...rest }) => {
        const shown = src === undefined ? undefined : (pictureAt(src) ?? src);
        return shown !== undefined && PICTURE.test(shown)
          ? { tagName, attribs: { ...styled(rest), src: shown, alt } }
          : { tagName: 'span', attribs: { 'data-absent': '' }, text: alt.trim() || 'Picture, not kept' };
      },
      '*': (tagName, attribs) => ({ tagName, attribs: styled(attribs) }),
    },
  });
  return `<!doctype html><html><head><meta charset="utf-8"><title>Archived page</title><style>${HOUSE}</style><style>${sheetsOf(page, url, beside.sheets)}</style></head><body>${body}</body></html>`;
}

/** Gives attributes a harmless style; each that is different is taken apart once. */
function stylesOnce(): (attributes: sanitize.Attributes) => sanitize.Attributes {
  const known = new Map<string, string>();
  return ({ style, ...rest }) => {
    if (style === undefined) return rest;
    const kept = known.get(style) ?? (known.size < MOST_STYLES ? harmlessDeclarations(style) : '');
    if (known.size < MOST_STYLES) known.set(style, kept);
    return kept === '' ? rest : { ...rest, style: kept };
  };
}

/** What a reader sees of a link's end: its whole address, or the words as they stand where they are none. */
function addressOf(href: string, base: string): string {
  return URL.canParse(href, base) ? new URL(href, base).href : href;
}

/** Finds pictures until so many characters were given out. */
function picturesWithin(pictures: KeptBeside['pictures'], url: string): (src: string) => string | null {
  let left = MOST_PICTURES;
  return (src) => {
    const picture = pictures.size > 0 ? pictures.get(keyOf(src, url)) : undefined;
    if (picture === undefined || picture.length > left) return null;
    left -= picture.length;
    return picture;
  };
}

/** The address under which something lies in an archive: without the part after #. */
function keyOf(href: string, base: string): string {
  return addressOf(href.trim(), base).replace(/#.*$/s, '');
}

/** The page's own style sheets and those that were kept beside it, in their order, without those for other than a screen. */
function sheetsOf(page: string, url: string, beside: KeptBeside['sheets']): string {
  const sheets: string[] = [];
  const linked = new Set<string>();
  let at = 0;
  for (;;) {
    const start = found(/<!--|<style\b|<link\b/gi, page, at);
    if (start === null) break;
    if (start.word === '<!--') {
      const end = page.indexOf('-->', start.end);
      if (end === -1) break;
      at = end;
      continue;
    }
    const open = page.indexOf('>', start.end);
    if (/^<link/i.test(start.word)) {
      if (open === -1) break;
      const address = linkedSheet(page.slice(start.end, Math.min(open, start.end + MOST_LINK)), url);
      // Each once: a page may link one many times.
      if (address !== null && !linked.has(address)) sheets.push(beside.get(address) ?? '');
      if (address !== null) linked.add(address);
      at = open;
      continue;
    }
    const close = open === -1 ? null : found(/<\/style/gi, page, open);
    if (close === null) break;
    if (isForScreens(page.slice(start.end, open))) sheets.push(page.slice(open + 1, close.start));
    at = close.end;
  }
  return harmlessSheet(sheets.join('\n'));
}

/** The address of the style sheet that a link names; null where it names none, or none for screens. */
function linkedSheet(attributes: string, url: string): string | null {
  const value = (name: string) => {
    const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
      attributes,
    );
    return match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
  };
  const rel = value('rel').toLowerCase().split(/\s+/);
  if (!rel.includes('stylesheet') || rel.includes('alternate') || !isForScreens(attributes)) return null;
  return keyOf(value('href').replaceAll('&amp;', '&'), url);
}

function found(pattern: RegExp, text: string, from: number) {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match && { word: match[0], start: match.index, end: pattern.lastIndex };
}

function isForScreens(attributes: string): boolean {
  const media = /\bmedia\s*=\s*["']?([^"'>]*)/i.exec(attributes)?.[1] ?? '';
  return media === '' || /\b(all|screen)\b/i.test(media);
}
