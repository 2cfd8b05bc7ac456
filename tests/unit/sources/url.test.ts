import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseUrl } from '#lib/sources/url.ts';

function keyOf(url: string): string {
  const result = normaliseUrl(url);
  if (!result.ok) throw new Error(result.message);
  return result.key;
}

function messageOf(url: string): string {
  const result = normaliseUrl(url);
  if (result.ok) throw new Error(`${url} was taken`);
  return result.message;
}

describe('spellings of one address', () => {
  const one = keyOf('https://rg.ru/2024/08/19/ukaz.html?a=1&b=2');
  test.each([
    'http://rg.ru/2024/08/19/ukaz.html?a=1&b=2',
    'https://www.rg.ru/2024/08/19/ukaz.html?a=1&b=2',
    'https://m.rg.ru/2024/08/19/ukaz.html?a=1&b=2',
    'https://www.m.rg.ru/2024/08/19/ukaz.html?a=1&b=2',
    'https://amp.rg.ru/2024/08/19/ukaz.html?a=1&b=2',
    'HTTPS://RG.RU/2024/08/19/ukaz.html?a=1&b=2',
    'https://rg.ru:443/2024/08/19/ukaz.html?a=1&b=2',
    'http://rg.ru:80/2024/08/19/ukaz.html?a=1&b=2',
    'https://rg.ru./2024/08/19/ukaz.html?a=1&b=2',
    'https://rg.ru/2024/08/19/ukaz.html/?a=1&b=2',
    'https://rg.ru/2024/08/19/ukaz.html//?a=1&b=2',
    'https://rg.ru/2024/08/19/ukaz.html/amp/?a=1&b=2',
    'https://rg.ru/2024/08/19/ukaz.html/amp?a=1&b=2',
    'https://rg.ru/2024/08/../08/19/ukaz.html?a=1&b=2',
    'https://rg.ru/2024/08/19/%75kaz.html?a=1&b=2',
    'https://rg.ru/2024/08/19/ukaz.html?b=2&a=1',
    'https://rg.ru/2024/08/19/ukaz.html?a=1&b=2&utm_source=telegram&utm_medium=social',
    'https://rg.ru/2024/08/19/ukaz.html?fbclid=x&a=1&yclid=y&ysclid=z&gclid=w&b=2&_openstat=q',
    'https://rg.ru/2024/08/19/ukaz.html?a=1&b=2#comments',
    'https://rg.ru/2024/08/19/ukaz.html?a=1&b=2#:~:text=decree',
    '  https://rg.ru/2024/08/19/ukaz.html?a=1&b=2\n',
  ])('%s', (url) => {
    expect(keyOf(url)).toBe(one);
  });

  test('www, even before what is hardly a site', () => {
    expect(keyOf('https://www.co.uk/a')).toBe(keyOf('https://co.uk/a'));
    expect(keyOf('https://www.m.co.uk/a')).toBe(keyOf('https://m.co.uk/a'));
  });

  test('Cyrillic hosts and paths, encoded or not', () => {
    const plain = keyOf('https://мвд.рф/новости/указ');
    expect(keyOf('https://xn--b1aew.xn--p1ai/новости/указ')).toBe(plain);
    expect(keyOf('https://мвд.рф/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8/%D1%83%D0%BA%D0%B0%D0%B7')).toBe(
      plain,
    );
    expect(keyOf('https://rg.ru/?q=указ+702')).toBe(keyOf('https://rg.ru/?q=%D1%83%D0%BA%D0%B0%D0%B7%20702'));
  });
});

describe('different addresses', () => {
  test.each([
    ['https://rg.ru/a', 'https://rg.ru/b'],
    ['https://rg.ru/a', 'https://rg.ru/A'],
    ['https://rg.ru/a?id=1', 'https://rg.ru/a?id=2'],
    ['https://rg.ru/a?id=1', 'https://rg.ru/a'],
    ['https://rg.ru/a', 'https://news.rg.ru/a'],
    ['https://rg.ru/a', 'https://rg.ru:8080/a'],
    ['https://rg.ru/camp', 'https://rg.ru/c'],
    ['https://amp.dev/', 'https://www.dev.com/'],
    ['https://amp.com.au/a', 'https://m.com.au/a'],
    ['https://m.com/a', 'https://www.com/a'],
    ['https://m.co.uk/a', 'https://www.co.uk/a'],
    ['https://pravo.example.ru/#/document/1', 'https://pravo.example.ru/#/document/2'],
    ['https://rg.ru/a%2Fb', 'https://rg.ru/a/b'],
  ])('%s and %s', (one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });
});

describe('what is refused, in words', () => {
  test.each([
    ['rg.ru/a', 'is not a web address'],
    ['see https://rg.ru', 'is not a web address'],
    ['https://rg.ru/a b', 'is not a web address'],
    ['https://', 'is not a web address'],
    ['', 'is not a web address'],
    ['javascript:alert(1)', 'Only http and https'],
    ['ftp://rg.ru/a', 'Only http and https'],
    ['data:text/html,x', 'Only http and https'],
    ['https://user:secret@rg.ru/', 'user name or password'],
    ['http://localhost/a', 'not a public host name'],
    [`https://rg.ru/${'a'.repeat(2_000)}`, 'more than 2,000 characters'],
    [`https://rg.ru/${'ж'.repeat(600)}`, 'too long'],
  ])('%s', (url, words) => {
    expect(messageOf(url)).toContain(words);
  });

  test('an address of exactly 2,000 characters is kept as it was typed', () => {
    const url = `https://rg.ru/${'a'.repeat(1_986)}`;
    expect(url).toHaveLength(2_000);
    expect(normaliseUrl(url)).toMatchObject({ ok: true, url });
  });
});

describe('any address', () => {
  const piece = fc.stringMatching(/^[A-Za-z0-9._~%?&=#/:@!$'()*+,;яж-]{0,24}$/);
  const address = fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc
      .tuple(
        fc.constantFrom('', 'www.', 'm.', 'amp.', 'www.m.'),
        fc.domain(),
        fc.array(piece, { maxLength: 4 }),
      )
      .map(([front, domain, rest]) => `https://${front}${domain}/${rest.join('/')}`),
  );

  test('the key of a key is that key, with either scheme and with www', () => {
    fc.assert(
      fc.property(address, (url) => {
        const first = normaliseUrl(url);
        if (!first.ok) return;
        expect(first.url).toBe(url.trim());
        for (const scheme of ['https://', 'http://', 'https://www.'])
          expect(normaliseUrl(`${scheme}${first.key}`)).toMatchObject({ key: first.key });
      }),
      { numRuns: 2_000 },
    );
  });

  test('what somebody adds in order to track does not count', () => {
    const parameter = fc.constantFrom('utm_source=x', 'fbclid=1', 'ysclid=абв', 'amp', 'mc_cid=2', 'igsh=3');
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), parameter, (url, tracking) => {
        const plain = normaliseUrl(url);
        fc.pre(plain.ok);
        expect(normaliseUrl(`${url}${url.includes('?') ? '&' : '?'}${tracking}#top`)).toMatchObject({
          key: plain.key,
        });
      }),
    );
  });

  test('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        (text) => typeof normaliseUrl(text).ok === 'boolean',
      ),
    );
  });
});
