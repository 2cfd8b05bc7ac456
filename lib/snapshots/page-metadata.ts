import { canonicalLanguage } from '#lib/core/language.ts';
import { statedDate } from './written-date.ts';

/** What a page, or a document, says of itself; null where it says nothing. `publishedOn` is EDTF, `language` BCP 47. */
export type PageMetadata = {
  title: string | null;
  publisher: string | null;
  author: string | null;
  publishedOn: string | null;
  language: string | null;
  canonicalUrl: string | null;
};

export const NO_METADATA: PageMetadata = {
  title: null,
  publisher: null,
  author: null,
  publishedOn: null,
  language: null,
  canonicalUrl: null,
};

const ARTICLE = /(article|posting|report|webpage|creativework|legislation)$/i;

/** Reads JSON-LD (schema.org), OpenGraph, the usual meta elements and HTML's own, in this order of trust. */
export function pageMetadata(document: Document, url: string): PageMetadata {
  const meta = metaOf(document);
  const data = articleData(document);
  const title = document.querySelector('title')?.textContent;
  const time = document.querySelector(
    'time[datetime][itemprop="datePublished"], time[datetime][pubdate], article time[datetime]',
  );
  return {
    title:
      oneLine(data['headline'], 500) ??
      meta('og:title', 'twitter:title', 'dc.title', 'citation_title') ??
      oneLine(title, 500),
    publisher:
      nameOf(data['publisher']) ??
      meta('og:site_name', 'dc.publisher', 'citation_publisher', 'application-name'),
    author:
      nameOf(data['author']) ??
      notAnAddress(meta('author', 'article:author', 'dc.creator', 'citation_author')),
    publishedOn:
      [
        oneLine(data['datePublished'], 60),
        ...[
          'article:published_time',
          'og:article:published_time',
          'datepublished',
          'dc.date.issued',
          'dc.date',
        ].map((name) => meta(name)),
        ...['citation_publication_date', 'pubdate', 'publishdate', 'date', 'parsely-pub-date'].map((name) =>
          meta(name),
        ),
        oneLine(time?.getAttribute('datetime'), 60),
      ]
        .map((text) => (text === null ? null : statedDate(text)))
        .find((date) => date !== null) ?? null,
    language:
      language(document.documentElement?.getAttribute('lang')) ??
      language(oneLine(data['inLanguage'], 35)) ??
      language(meta('og:locale', 'content-language', 'dc.language')),
    canonicalUrl: webAddress(
      document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? meta('og:url'),
      url,
    ),
  };
}

function metaOf(document: Document): (...names: string[]) => string | null {
  const found = new Map<string, string>();
  for (const element of document.querySelectorAll('meta[content]')) {
    const content = oneLine(element.getAttribute('content'), 500);
    for (const attribute of ['property', 'name', 'itemprop', 'http-equiv']) {
      const name = element.getAttribute(attribute)?.trim().toLowerCase();
      if (name && content !== null && !found.has(name)) found.set(name, content);
    }
  }
  return (...names) => names.map((name) => found.get(name)).find((content) => content !== undefined) ?? null;
}

type Data = Record<string, unknown>;

/** The first JSON-LD object that speaks of an article, be it inside a graph. */
function articleData(document: Document): Data {
  const all = [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) => {
    try {
      return objectsIn(JSON.parse(script.textContent ?? ''));
    } catch {
      // Broken JSON-LD is common, and the other sources say the same.
      return [];
    }
  });
  return all.find((one) => [one['@type']].flat().some((type) => ARTICLE.test(String(type)))) ?? {};
}

function objectsIn(value: unknown): Data[] {
  if (Array.isArray(value)) return value.flatMap((one) => (isData(one) ? [one] : []));
  if (!isData(value)) return [];
  return Array.isArray(value['@graph']) ? [value, ...objectsIn(value['@graph'])] : [value];
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One name, or several with commas between. */
function nameOf(value: unknown): string | null {
  const names = [value]
    .flat()
    .map((one) => oneLine(isData(one) ? one['name'] : one, 200))
    .filter((name) => name !== null);
  return names.length > 0 ? notAnAddress(names.slice(0, 5).join(', ')) : null;
}

function notAnAddress(name: string | null): string | null {
  return name !== null && /^https?:\/\//i.test(name) ? null : name;
}

function oneLine(value: unknown, most: number): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? null : text.slice(0, most).replace(/\p{Surrogate}/gu, '\uFFFD');
}

function language(tag: string | null | undefined): string | null {
  return tag ? canonicalLanguage(tag.trim().replace('_', '-')) : null;
}

function webAddress(address: string | null | undefined, base: string): string | null {
  if (!address || address.length > 2_000 || !URL.canParse(address, base)) return null;
  const { protocol, href } = new URL(address, base);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}
