import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { archivedPage } from '#lib/snapshots/archived-page.ts';
import { harmlessDeclarations, harmlessSheet } from '#lib/snapshots/harmless-css.ts';
import { HOSTILE_FORMS, hostileForms } from '../../support/hostile-forms.ts';

const ADDRESS = 'https://example.org/news/item';
const CANARY = 'http://canary.example';
const ELEMENTS = new Set(
  `html head meta title style body address article aside blockquote center dd details dir div dl dt fieldset figcaption figure
  footer h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary ul caption col colgroup table tbody td
  tfoot th thead tr a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark q rb rp rt rtc ruby s samp
  small span strike strong sub sup time tt u var wbr img`.split(/\s+/),
);
const ATTRIBUTES =
  /^(class|id|dir|lang|title|style|align|valign|width|height|data-absent|alt|colspan|rowspan|bgcolor|scope|border|cellpadding|cellspacing|span|start|type|reversed|value|datetime|color|size|face|open|charset)$/;

/** Every element and attribute that a browser could act upon, and every address in a style. */
function harmIn(page: string): string[] {
  const { document } = parseHTML(page);
  return [...document.querySelectorAll('*')].flatMap((element) => {
    const name = element.localName;
    const found = ELEMENTS.has(name) ? [] : [`<${name}>`];
    for (const attribute of element.attributes) {
      const picture = name === 'img' && attribute.name === 'src';
      const fine = picture
        ? /^data:image\/(png|jpeg|gif|webp|avif);base64,/.test(attribute.value)
        : ATTRIBUTES.test(attribute.name);
      if (!fine) found.push(`${name} ${attribute.name}=${attribute.value}`);
    }
    const styles = name === 'style' ? (element.textContent ?? '') : (element.getAttribute('style') ?? '');
    if (/url|@import|image-set|image\(|src\(|expression|\\(?![/!])/i.test(styles))
      found.push(`style: ${styles}`);
    return found;
  });
}

test('there are at least a hundred hostile forms, each once', () => {
  expect(new Set(HOSTILE_FORMS).size).toBe(HOSTILE_FORMS.length);
  expect(HOSTILE_FORMS.length).toBeGreaterThanOrEqual(100);
});

describe('a hostile form in an archived page', () => {
  test.each(hostileForms(CANARY))('leaves nothing that runs, loads or leads away: %s', (form) => {
    const page = archivedPage(`<html><body><p>Before.</p>${form}<p>After.</p></body></html>`, ADDRESS);
    expect(harmIn(page)).toEqual([]);
    expect(page).toContain('Before.');
  });

  test('all of them together, and each inside an attribute, a comment, a table and a style', () => {
    const forms = hostileForms(CANARY);
    expect(harmIn(archivedPage(forms.join('\n'), ADDRESS))).toEqual([]);
    for (const form of forms)
      for (const page of [
        `<p title="${form}">x</p>`,
        `<!-- ${form} --><p>x`,
        `<table>${form}<tr><td>${form}</table>`,
        `<style>${form}</style>`,
        `<p style="${form}">x</p>`,
        `<svg>${form}</svg>`,
        `<math><mtext>${form}</mtext></math>`,
      ])
        expect(harmIn(archivedPage(page, ADDRESS)), page).toEqual([]);
  });

  test('sanitising what was sanitised changes nothing more in its body', () => {
    for (const form of hostileForms(CANARY)) {
      const body = (page: string) => /<body>([\s\S]*)<\/body>/.exec(page)?.[1] ?? '';
      const once = body(archivedPage(form, ADDRESS));
      expect(harmIn(archivedPage(once, ADDRESS)), form).toEqual([]);
    }
  });
});

describe('an ordinary page', () => {
  const page = (body: string, head = '') =>
    archivedPage(`<html><head>${head}</head><body>${body}</body></html>`, ADDRESS);

  test('keeps words, tables, lists, styles and the pictures inside it', () => {
    const picture = 'data:image/png;base64,iVBORw0KGgo=';
    const kept = page(
      `<h1 class="top">Указ № 702</h1><table><tr><td colspan="2" style="color:red">90 дней</td></tr></table><img src="${picture}" alt="A map">`,
      '<style>.top{color:#123;background:linear-gradient(#fff,#eee)}@media (min-width:600px){.top{margin:calc(1px + 2em)}}</style><style media="print">p{display:none}</style>',
    );
    expect(kept).toContain('<h1 class="top">Указ № 702</h1>');
    expect(kept).toContain('<td colspan="2" style="color:red">90 дней</td>');
    expect(kept).toContain(`<img src="${picture}" alt="A map" />`);
    expect(kept).toContain(
      '.top{color:#123;background:linear-gradient(#fff,#eee)}@media (min-width:600px){.top{margin:calc(1px + 2em)}}',
    );
    expect(kept).not.toContain('display:none');
  });

  test('takes what was kept beside it, each style sheet once, and pictures up to a bound', () => {
    const picture = `data:image/gif;base64,${'A'.repeat(1_000_000)}`;
    const kept = archivedPage(
      `${'<link rel="stylesheet" href="a.css">'.repeat(50)}${'<img src="/p.gif">'.repeat(50)}<img src="/x.svg">`,
      ADDRESS,
      {
        pictures: new Map([
          ['https://example.org/p.gif', picture],
          ['https://example.org/x.svg', 'data:image/svg+xml;base64,AAAA'],
        ]),
        sheets: new Map([['https://example.org/news/a.css', 'p{color:red}</style><script>']]),
      },
    );
    expect(kept.match(/color:red/g)).toHaveLength(1);
    expect(kept.match(/<img /g)).toHaveLength(15);
    expect(kept).not.toMatch(/<script|svg\+xml/);
  });

  test('says where a link led and what a picture showed, without leading or loading', () => {
    const kept = page(
      '<a href="/decree?a=1&amp;b=2" target="_top">the decree</a> <img src="/seal.png" alt="The seal"> <img src="x">',
    );
    expect(kept).toContain('<a title="https://example.org/decree?a=1&amp;b=2">the decree</a>');
    expect(kept).toContain('<span data-absent>The seal</span>');
    expect(kept).toContain('<span data-absent>Picture, not kept</span>');
  });

  test('what needed a script stays readable: no banner over the page, the words for those without scripts', () => {
    const kept = page(
      '<div style="position:fixed;top:0;color:blue">Cookies</div><noscript><p>Turn scripts on.</p></noscript>',
    );
    expect(kept).toContain('<div style="top:0;color:blue">Cookies</div>');
    expect(kept).toContain('<p>Turn scripts on.</p>');
  });

  test('a page that is huge, deep or full of styles is taken apart in bounded work', () => {
    const deep = page('<div>'.repeat(100_000));
    expect(deep.match(/<div>/g)?.length).toBeLessThanOrEqual(200);
    const styles = page(
      Array.from({ length: 20_000 }, (_, i) => `<p style="width:calc(${i}px + 1em)">x`).join(''),
    );
    expect(styles.match(/calc/g)?.length).toBe(3_000);
    expect(page('<!--'.repeat(200_000))).toContain('</body>');
    expect(page('<style '.repeat(200_000))).toContain('</body>');
    expect(page('a'.repeat(3_000_000)).length).toBeLessThan(2_100_000);
  });
});

describe('styles', () => {
  test.each([
    ['p{color:red', 'p{color:red}'],
    ['p{color:red;background:url(x);margin:0}', 'p{color:red;margin:0}'],
    ['p{color:red}@import "x";q{color:blue}', 'p{color:red}q{color:blue}'],
    ['@media screen{p{position:STICKY;color:red}}', '@media screen{p{color:red}}'],
    ['@font-face{src:url(x)}p{color:red}', 'p{color:red}'],
    ['p{--x:url(y);--z:3px;margin:var(--z)}', 'p{--z:3px;margin:var(--z)}'],
    ['p::after{content:"\\201C a</style>"}', 'p::after{content:"\u201Ca<\\/style>"}'],
    ['<!-- p{color:red} -->', 'p{color:red}'],
    ['p{color:unknown-function(1)}', 'p{}'],
  ])('%s', (css, kept) => {
    expect(harmlessSheet(css)).toBe(kept);
  });

  test('of an attribute keep what draws', () => {
    expect(harmlessDeclarations('color: red; margin: 3px')).toBe('color: red; margin: 3px');
    expect(harmlessDeclarations('color:rgb(1,2,3);behavior:url(x);position:fixed')).toBe('color:rgb(1,2,3)');
  });
});
