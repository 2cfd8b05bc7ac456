import type { CaptureOutcome } from './vocabulary.ts';

export type Judgement = { outcome: CaptureOutcome; detail: string };

/** What is known of a capture when it is judged. */
export type Captured = {
  requestedUrl: string;
  finalUrl: string;
  status: number;
  /** By lower-case name. */
  headers: ReadonlyMap<string, string>;
  bodyBytes: number;
  mediaType: string | null;
  text: string;
  title: string;
  heading: string;
  asksPassword: boolean;
};

/** A page with less text than this may be a wall, or an excuse; one with more says something. */
const SHORT = 1_500;
/** A page that says less than this says nothing. */
const LEAST = 80;

const CHALLENGE =
  /just a moment|attention required|checking your browser|verify(ing)? (that )?you are (a )?human|ddos[- ]guard|access denied|request blocked|unusual traffic|captcha|доступ (запрещ|ограничен)|проверка браузера|подтвердите, что вы не робот/i;
const SIGN_IN =
  /\b(log ?in|sign ?in) (to|with|or)|please (log|sign) in|subscribe to (continue|read)|this content is (only )?(available )?(for|to) subscribers|войдите|авторизуйтесь|только для подписчиков|оформите подписку/i;
const CONSENT =
  /before you continue|accept (all )?cookies|we (and our partners )?use cookies|consent to|прежде чем продолжить|используем (файлы )?cookie/i;
const NOT_FOUND =
  /\b404\b|(page|article|document|content) (was |is |has been |could |cannot |can['’]t )?(be )?(not found|removed|deleted|unavailable)|(page|article)[^.]{0,40}(does(n['’]t| not) exist|no longer (exists|available))|(страница|статья|материал|документ)[^.]{0,40}(не найден|удал[её]н|не существует|недоступ)/i;
const SCRIPT_ONLY = /enable javascript|javascript (is )?(required|disabled)|включите javascript/i;
const ENTRANCE = /\/(log-?in|sign-?in|auth|sso|oauth2?|accounts?|consent|subscribe)(\/|$|\?|\.)/i;

/**
 * Judges a capture by its answer and its text. A bad capture never counts as a good one: whatever looks like a wall, an excuse or
 * a refusal is named so, with the reason. Pure; the order of the questions is the rule.
 */
export function judge(captured: Captured): Judgement {
  return (
    byStatus(captured) ??
    byBody(captured) ??
    (captured.mediaType === 'text/html' ? byPage(captured) : byText(captured))
  );
}

function byStatus({ status, headers }: Captured): Judgement | null {
  if (headers.get('cf-mitigated') === 'challenge')
    return { outcome: 'blocked', detail: 'The site wants to see a human at a browser first.' };
  if (status === 404 || status === 410)
    return { outcome: 'dead', detail: `The server says that there is no such page (${status}).` };
  if (status === 401) return { outcome: 'wall', detail: 'The server asks for a sign-in (401).' };
  if (status === 402) return { outcome: 'wall', detail: 'The server asks for a payment (402).' };
  if ([403, 406, 407, 429, 451].includes(status))
    return { outcome: 'blocked', detail: `The server refuses us (${status}).` };
  if (status >= 400) return { outcome: 'dead', detail: `The server answers with an error (${status}).` };
  if (status < 200 || status >= 300)
    return { outcome: 'dead', detail: `The server answers without a page (${status}).` };
  return null;
}

function byBody({ bodyBytes, mediaType }: Captured): Judgement | null {
  if (bodyBytes === 0) return { outcome: 'empty', detail: 'The answer is empty.' };
  if (mediaType === null) return { outcome: 'unreadable', detail: 'It is neither HTML nor PDF nor text.' };
  if (mediaType.startsWith('image/'))
    return { outcome: 'good', detail: 'An image, without a text to quote.' };
  return null;
}

function byPage(captured: Captured): Judgement {
  const { text, title, heading, requestedUrl, finalUrl, asksPassword } = captured;
  const short = text.length < SHORT;
  const names = `${title}\n${heading}`;
  const all = `${names}\n${text}`;
  if (short && CHALLENGE.test(all)) return { outcome: 'blocked', detail: 'The site turns programs away.' };
  if (finalUrl !== requestedUrl && ENTRANCE.test(pathOf(finalUrl)) && !ENTRANCE.test(pathOf(requestedUrl)))
    return { outcome: 'wall', detail: 'It led to a sign-in or consent page.' };
  if (short && (asksPassword || SIGN_IN.test(all)))
    return { outcome: 'wall', detail: 'The page asks for a sign-in.' };
  if (text.length < SHORT / 2 && CONSENT.test(all))
    return { outcome: 'wall', detail: 'The page asks for a consent.' };
  if (NOT_FOUND.test(names) || (text.length < SHORT / 2 && NOT_FOUND.test(text)))
    return {
      outcome: 'soft_404',
      detail: 'The page says that there is nothing here, although the server says that all is well.',
    };
  if (finalUrl !== requestedUrl && isFront(finalUrl) && !isFront(requestedUrl))
    return { outcome: 'soft_404', detail: 'It led to the front page instead of the page.' };
  if (text.length < SHORT && SCRIPT_ONLY.test(text))
    return { outcome: 'empty', detail: 'The page shows its text only to browsers with JavaScript.' };
  return byText(captured);
}

function byText({ text, mediaType }: Captured): Judgement {
  if (text.length >= LEAST) return { outcome: 'good', detail: 'Kept with its text.' };
  if (mediaType === 'application/pdf')
    return { outcome: 'empty', detail: 'The PDF holds no text; it may be a scan.' };
  return { outcome: 'empty', detail: 'There is no text on it, or next to none.' };
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '';
}

function isFront(url: string): boolean {
  return URL.canParse(url) && /^\/([a-z]{2}\/?)?$/.test(new URL(url).pathname) && new URL(url).search === '';
}
