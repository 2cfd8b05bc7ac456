import { describe, expect, test } from 'vitest';
import { decodeText } from '#lib/snapshots/charset.ts';
import { readDocument } from '#lib/snapshots/document.ts';
import { mediaTypeOf } from '#lib/snapshots/media-type.ts';
import { readPage } from '#lib/snapshots/page.ts';

const url = 'https://example.org/2024/08/19/decree';
const story =
  'The decree lets people apply who share traditional values, without a quota or a language exam. '.repeat(6);

function html(head: string, body: string, lang = 'en'): string {
  return `<!doctype html><html lang="${lang}"><head>${head}</head><body>${body}</body></html>`;
}

describe('a page', () => {
  test('gives its article a line for each block, without scripts, styles and navigation', () => {
    const page = readPage(
      html(
        '<title>T</title><style>p{}</style>',
        `<nav><a href="/">Home</a></nav><article><h1>Heading</h1><p>${story}</p><p>Second&nbsp;<b>bo</b>ld
         line</p><script>alert(1)</script><ul><li>One</li><li>Two</li></ul><p>Café</p></article><footer>Imprint</footer>`,
      ),
      url,
    );
    const lines = page.text.split('\n');
    expect(lines).toContain('Second bold line');
    expect(lines).toContain('One');
    expect(lines).toContain('Café');
    expect(page.text).not.toMatch(/alert|p\{\}|Home/);
    expect(page.heading).toBe('Heading');
  });

  test('without an article gives all that is seen', () => {
    const page = readPage('<p>Just <i>one</i> line<br>and another', url);
    expect(page.text).toBe('Just one line\nand another');
    const unclosed = `<!doctype html><html lang=ru><head><title>Title</title><body class="x"><header>Top</header><p>Text`;
    expect(readPage(unclosed, url)).toMatchObject({
      text: 'Top\nText',
      metadata: { title: 'Title', language: 'ru' },
    });
  });

  test('that is nested deeper than a stack is read all the same', () => {
    const page = readPage(html('', `${'<div>'.repeat(40_000)}deep${'</div>'.repeat(40_000)}`), url);
    expect(page.text).toBe('deep');
  });

  test('says of itself by JSON-LD first, then OpenGraph, then meta', () => {
    const data = {
      '@graph': [
        { '@type': 'WebSite', name: 'Site' },
        {
          '@type': ['NewsArticle'],
          headline: 'The headline',
          author: [{ name: 'Ann Ivanova' }, { name: 'B. Petrov' }],
          publisher: { name: 'TASS' },
          datePublished: '2024-08-19T23:30:00+03:00',
        },
      ],
    };
    const head = `<script type="application/ld+json">${JSON.stringify(data)}</script>
      <script type="application/ld+json">{ broken</script><title>Other — Site</title>
      <meta property="og:title" content="Other"><meta property="article:published_time" content="2020-01-01">
      <link rel="canonical" href="/decree">`;
    expect(readPage(html(head, story, 'en-us'), url).metadata).toEqual({
      title: 'The headline',
      publisher: 'TASS',
      author: 'Ann Ivanova, B. Petrov',
      publishedOn: '2024-08-19',
      language: 'en-US',
      canonicalUrl: 'https://example.org/decree',
    });
    const graph = `<title>Заголовок — Издание</title><meta property="og:title" content="Заголовок">
      <meta property="og:site_name" content="Издание"><meta name="author" content="https://facebook.com/x">
      <meta property="og:locale" content="ru_RU"><meta name="date" content="19 августа 2024">
      <link rel="canonical" href="javascript:alert(1)">`;
    expect(readPage(html(graph, story, ''), url).metadata).toEqual({
      title: 'Заголовок',
      publisher: 'Издание',
      author: null,
      publishedOn: '2024-08-19',
      language: 'ru-RU',
      canonicalUrl: null,
    });
  });
});

describe('a text in bytes', () => {
  const old = (label: 'windows-1251' | 'koi8-r', text: string) => {
    const decoder = new TextDecoder(label);
    const codes = new Map(
      Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]),
    );
    return Uint8Array.from(text, (character) => codes.get(character) ?? 0x3f);
  };
  const russian = 'Указ № 702 подписан 19 августа: визу выдают на три месяца.';

  test.each(['windows-1251', 'koi8-r'] as const)(
    'in %s is read by what the server or the page says',
    (label) => {
      expect(decodeText(old(label, russian), `text/html; charset=${label}`)).toContain('подписан 19 августа');
      const page = old(label, `<html><head><meta charset="${label}"></head><body>${russian}`);
      expect(decodeText(page)).toContain('визу выдают на три месяца');
      const former = old(
        label,
        `<meta http-equiv="Content-Type" content="text/html; charset=${label}">${russian}`,
      );
      expect(decodeText(former, 'text/html')).toContain('визу выдают');
    },
  );

  test('without a word on it is UTF-8, else Cyrillic, else Western', () => {
    expect(decodeText(new TextEncoder().encode(russian))).toBe(russian);
    expect(decodeText(old('windows-1251', russian))).toContain('подписан');
    expect(decodeText(Uint8Array.from([0x43, 0x61, 0x66, 0xe9]))).toBe('Café');
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x14, 0x04]), 'text/html; charset=utf-8')).toBe('Д');
    expect(decodeText(new TextEncoder().encode('ok'), 'text/html; charset=nonsense')).toBe('ok');
  });
});

describe('bytes are known by themselves', () => {
  const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  test.each([
    ['%PDF-1.7\n', 'application/pdf'],
    ['\x89PNG\r\n\x1a\n', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
    ['WARC/1.1\r\n', 'application/warc'],
    ['PK\x03\x04 datapackage.json', 'application/wacz'],
    ['PK\x03\x04 word/document.xml', null],
    ['<!-- x --><!DOCTYPE html><p>', 'text/html'],
    ['<?xml version="1.0"?><html>', 'text/html'],
    ['plain text', 'text/plain'],
    ['MZ\x90\0\x03\0\0\0', null],
    ['GIF89a\x01\0\x01\0', null],
  ])('%j', (start, type) => {
    expect(mediaTypeOf(bytes(start))).toBe(type);
  });

  test('a PDF gives its text, a broken one nothing', async () => {
    const read = await readDocument(bytes(pdf('Decree 702 was signed')), 'application/pdf', url);
    expect(read).toMatchObject({ mediaType: 'application/pdf', text: 'Decree 702 was signed' });
    expect(read.metadata).toMatchObject({ title: 'A decree', publishedOn: '2024-08-19' });
    expect((await readDocument(bytes('%PDF-1.7\nnothing'), '', url)).mediaType).toBeNull();
  });
});

/** A PDF of one page with one line. */
function pdf(line: string): string {
  const stream = `BT /F1 12 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    "<</Title(A decree)/CreationDate(D:20240819120000+03'00')>>",
  ];
  const body = objects.map((object, i) => `${i + 1} 0 obj${object}endobj\n`).join('');
  return `%PDF-1.4\n${body}trailer<</Root 1 0 R/Info 6 0 R/Size 7>>\n%%EOF`;
}
