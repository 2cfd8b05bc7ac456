export type UrlResult = { ok: true; url: string; key: string } | { ok: false; message: string };

/** Query parameters that tell who shared a link, not what it shows. */
const TRACKING = /^(utm_[a-z]+|fbclid|gclid|yclid|mc_[ce]id|igshid|amp|ref_src|_openstat|cmpid|ocid)$/i;

/**
 * Checks a web address and gives the key under which two spellings of it are one source: scheme, `www.`/`m.`/`amp.`, default port,
 * fragment, tracking parameters, order of parameters and a trailing slash do not count.
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
  const host = url.hostname.replace(/^(www|m|amp)\./, '').replace(/\.$/, '');
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = url.pathname.replace(/\/(amp\/?)?$/, '') || '/';
  const parameters = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).sort(byText);
  const search = parameters.length ? `?${new URLSearchParams(parameters)}` : '';
  return { ok: true, url: text, key: `${host}${port}${path}${search}` };
}

function byText([a, x]: [string, string], [b, y]: [string, string]): number {
  const left = `${a}=${x}`;
  const right = `${b}=${y}`;
  return left < right ? -1 : left > right ? 1 : 0;
}
