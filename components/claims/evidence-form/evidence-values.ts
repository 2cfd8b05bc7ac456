import { z } from 'zod';
import { languageOfLetters } from '#lib/core/language.ts';
import type { EvidenceRow, sourceChoice } from '#lib/evidence/schema.ts';
import { STANCES } from '#lib/evidence/vocabulary.ts';
import type { SourceInput } from '#lib/sources/schema.ts';
import { type PublisherKind, SOURCE_KINDS, type SourceKind } from '#lib/sources/vocabulary.ts';

/** What the fields of a source hold: one that is there already, or what is typed for a new one. */
const sourceValues = z.object({
  known: z
    .object({
      id: z.number(),
      title: z.string(),
      publisher: z.string().nullable(),
      url: z.string().nullable(),
      claims: z.number(),
    })
    .nullable(),
  create: z.object({
    url: z.string(),
    title: z.string(),
    titleExact: z.boolean(),
    publisher: z.string(),
    kind: z.enum(SOURCE_KINDS),
    language: z.string(),
    /** By hand, or by the page itself; until then it follows the letters. A draft of an earlier version does not say. */
    languageChosen: z.boolean().default(true),
    publishedOn: z.string(),
  }),
});
export type SourceValues = z.output<typeof sourceValues>;

/** Loose on purpose where the server is strict: a draft holds what was typed, right or wrong. */
export const evidenceValues = z.object({
  source: sourceValues,
  stance: z.enum(STANCES),
  credibility: z.number(),
  quote: z.string(),
  translation: z.string().default(''),
  translationLanguage: z.string().default(''),
  place: z.string(),
  note: z.string(),
});
export type EvidenceValues = z.output<typeof evidenceValues>;

/** The evidence form's own values: `reason` is for changes. */
const evidenceFormValues = z.object({ ...evidenceValues.shape, reason: z.string() });
export type EvidenceFormValues = z.output<typeof evidenceFormValues>;

/** A draft of that form, as it lies in the browser. */
export const evidenceDraft = z.object({
  values: evidenceFormValues,
  base: z.object({ version: z.number(), values: evidenceFormValues }).nullable(),
  key: z.uuid(),
});

export function emptyEvidence(): EvidenceValues {
  const create: SourceValues['create'] = {
    url: '',
    title: '',
    titleExact: true,
    publisher: '',
    kind: 'newspaper',
    language: '',
    languageChosen: false,
    publishedOn: '',
  };
  const source = { known: null, create };
  const words = { quote: '', translation: '', translationLanguage: '', place: '', note: '' };
  return { source, stance: 'supports', credibility: 6, ...words };
}

/** The source's fields stay empty: they cannot be changed here. */
export function evidenceValuesOf(row: EvidenceRow): EvidenceValues {
  const { stance, credibility, quote, translation, place, note } = row;
  const translationLanguage = row.translationLanguage ?? '';
  const words = { quote, translation, translationLanguage, place, note };
  return { source: emptyEvidence().source, stance, credibility, ...words };
}

/** Whether anything was said of a source. */
export function hasSource({ source, quote, translation, place, note }: EvidenceValues): boolean {
  const { url, title, publisher, publishedOn } = source.create;
  return (
    source.known !== null ||
    [url, title, publisher, publishedOn, quote, translation, place, note].some((text) => text.trim() !== '')
  );
}

export function sourceChoiceOf({ known, create }: SourceValues): z.input<typeof sourceChoice> {
  const { languageChosen: _, ...fields } = create;
  return known === null ? { create: fields satisfies SourceInput } : { id: known.id };
}

/**
 * The fields after the address changed. Title and kind follow it as long as nobody wrote another: a title made from
 * the address describes the page and is marked so.
 */
export function withUrl(create: SourceValues['create'], url: string): SourceValues['create'] {
  const follows = create.title === '' || create.title === titleFromUrl(create.url);
  const title = follows ? titleFromUrl(url) : create.title;
  return {
    ...create,
    ...languageBy(create, title),
    url,
    title,
    titleExact: follows ? title === '' : create.titleExact,
    kind: create.kind === kindFromUrl(create.url) ? kindFromUrl(url) : create.kind,
  };
}

/** The fields after somebody wrote the title: it is the page's own, unless they say otherwise. */
export function withTitle(create: SourceValues['create'], title: string): SourceValues['create'] {
  const wasMade = create.title !== '' && create.title === titleFromUrl(create.url);
  return {
    ...create,
    ...languageBy(create, title),
    title,
    titleExact: wasMade || create.title === '' ? true : create.titleExact,
  };
}

/** As long as nobody chose the language: that of the title's letters. What the title never told, the quote did. */
function languageBy(create: SourceValues['create'], title: string): { language: string } {
  const { language, languageChosen } = create;
  const told = languageOfLetters(title);
  if (languageChosen || (told === null && languageOfLetters(create.title) === null)) return { language };
  return { language: told ?? '' };
}

/** What changes with a quote: the language of a new source too, where its title does not tell and nobody chose it. */
export function withQuote<T extends Omit<EvidenceValues, 'source'>>(
  source: SourceValues,
  patch: Partial<T>,
): Partial<T> & { source?: SourceValues } {
  const { known, create } = source;
  if (patch.quote === undefined || known !== null || create.languageChosen) return patch;
  if (languageOfLetters(create.title) !== null) return patch;
  const language = languageOfLetters(patch.quote) ?? '';
  return { ...patch, source: { known, create: { ...create, language } } };
}

function readUrl(text: string): URL | null {
  const url = URL.parse(text.trim());
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url : null;
}

/** `https://` before an address that was typed without it. */
export function completeUrl(text: string): string {
  const typed = text.trim();
  return /^[\p{L}\d-]+(\.[\p{L}\d-]+)+([/?#:].*)?$/u.test(typed) ? `https://${typed}` : typed;
}

/** A web address and nothing else. */
export function isBareUrl(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text.trim()) && readUrl(text) !== null;
}

/** `…/2024/08/19/putin-signs-decree-a86074` becomes “Putin signs decree”; without words the address itself. */
export function titleFromUrl(text: string): string {
  const url = readUrl(text);
  if (url === null) return '';
  const words = decoded(url.pathname)
    .split('/')
    .map(wordsOf)
    .findLast((found) => found.length > 1);
  const host = url.hostname.replace(/^www\./, '');
  if (words === undefined) return `${host}${url.pathname.replace(/\/$/, '')}`.slice(0, 500);
  const title = words.join(' ');
  return (title.charAt(0).toUpperCase() + title.slice(1)).slice(0, 500);
}

function wordsOf(segment: string): string[] {
  return segment
    .replace(/\.(html?|php|aspx?|shtml|pdf)$/i, '')
    .split(/[-_+\s]+/)
    .filter(
      (word) => word !== '' && !/^(\d{5,}|[a-z]\d{4,})$/i.test(word) && !/^(?=.*\d)[a-z\d]{8,}$/i.test(word),
    );
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const SOCIAL =
  /(^|\.)(t\.me|x\.com|twitter\.com|facebook\.com|instagram\.com|vk\.com|youtube\.com|tiktok\.com|reddit\.com|linkedin\.com)$/;
const OFFICIAL =
  /(^|\.)(gov|gob|gouv|govt|mil)(\.[a-z]{2})?$|(^|\.)(kremlin|government|mid|mvd|duma)\.ru$|\.int$/;

function kindFromUrl(text: string): SourceKind {
  const host = readUrl(text)?.hostname ?? '';
  if (SOCIAL.test(host)) return 'social';
  return OFFICIAL.test(host) ? 'official' : 'newspaper';
}

/** The kind of document that a publisher of this kind puts out; null where it says nothing. */
export function kindOfPublisher(kind: PublisherKind): SourceKind | null {
  const kinds: Record<PublisherKind, SourceKind | null> = {
    government: 'official',
    agency: 'newswire',
    newspaper: 'newspaper',
    broadcaster: 'broadcast',
    blog: 'blog',
    ngo: 'ngo',
    law_firm: 'law_firm',
    social: 'social',
    other: null,
  };
  return kinds[kind];
}

/** The part of the host that often is the publisher's name: `themoscowtimes` of www.themoscowtimes.com. */
export function hostName(text: string): string {
  const labels =
    readUrl(text)
      ?.hostname.replace(/^(www|m|en|ru)\./, '')
      .split('.') ?? [];
  const second = labels.length > 2 && /^(co|com|org|gov|ac|net)$/.test(labels.at(-2) ?? '') ? 3 : 2;
  return labels.at(-second) ?? '';
}

/** “The Moscow Times” is themoscowtimes, or moscowtimes. */
export function isHostOf(name: string, host: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  return bare(name).replace(/^the/, '') === bare(host).replace(/^the/, '') && bare(host) !== '';
}
