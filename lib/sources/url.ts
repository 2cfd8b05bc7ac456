export type UrlResult = { ok: true; url: string; key: string } | { ok: false; message: string };

/** Query parameters that tell who shared a link, not what it shows. */
const TRACKING =
  /^(utm_[a-z]+|fbclid|msclkid|[dg]clid|[gw]braid|ys?clid|twclid|mc_[ce]id|igshi?d?|amp|ref_src|_openstat|cmpid|ocid)$/i;
/** A front door to the same site, where the rest is a host; m. and amp. may be the site itself: m.com, amp.com.au. */
const FRONT_DOOR = /^(www\.|(m|amp)\.(?!(com?|org|net|gov|edu|ac)\.[a-z]{2}$))(?=.+\..)/;
/** What PostgreSQL can hold in a unique index, with some room. */
const LONGEST_KEY = 2_600;

/**
 * Checks a web address and gives the key under which two spellings of it are one source: scheme, `www.`/`m.`/`amp.`, default port,
 * fragment, tracking parameters, order of parameters, percent-encoding and a trailing slash do not count. The key is an address
 * without its scheme, and the key of that is itself.
 */
export function normaliseUrl(input: string): UrlResult {
  const text = input.trim();
  if (text.length > 2_000) return { ok: false, message: 'The address has more than 2,000 characters.' };
  if (/\s/.test(text) || !URL.canParse(text))
    return { ok: false, message: `“${text.slice(0, 80)}” is not a web address. It begins with https://` };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { ok: false, message: `Only http and https addresses are kept, not ${url.protocol}` };
  if (url.username !== '' || url.password !== '')
    return { ok: false, message: 'The address holds a user name or password; take it out.' };
  if (!url.hostname.includes('.') && !url.hostname.startsWith('['))
    return { ok: false, message: `“${url.hostname}” is not a public host name.` };
  const port = ['', '80', '443'].includes(url.port) ? '' : `:${url.port}`;
  const path = spell(url.pathname).replace(/(\/amp)*\/*$/, '') || '/';
  const parameters = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).sort(byText);
  const search = parameters.length ? `?${new URLSearchParams(parameters)}` : '';
  // Where the address goes on behind #! or #/, that part says what is shown.
  const route = /^#!?\//.test(url.hash) ? spell(url.hash) : '';
  const key = `${hostKey(url.hostname)}${port}${path}${search}${route}`;
  if (key.length > LONGEST_KEY)
    return {
      ok: false,
      message: 'The address is too long: written out with % signs it has more than 2,600 characters.',
    };
  return { ok: true, url: text, key };
}

function hostKey(hostname: string): string {
  let host = hostname.replace(/\.+$/, '');
  while (FRONT_DOOR.test(host)) host = host.replace(FRONT_DOOR, '');
  return host;
}

/** One spelling of percent-encoded characters (RFC 3986, 6.2.2). */
function spell(part: string): string {
  return part.replace(/%([0-9a-f]{2})/gi, (whole, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : whole.toUpperCase();
  });
}

function byText([a, x]: [string, string], [b, y]: [string, string]): number {
  const left = `${a}=${x}`;
  const right = `${b}=${y}`;
  return left < right ? -1 : left > right ? 1 : 0;
}
