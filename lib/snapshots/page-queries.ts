import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { type Fetched, fetchSafely } from '#lib/core/outgoing.ts';
import { limit } from '#lib/core/rate-limit.ts';
import { dateWarning } from './date-warnings.ts';
import { type ReadDocument, readDocument } from './document.ts';
import { type Judgement, judge } from './judgement.ts';
import { demandSnapshot } from './policy.ts';
import type { peekSourceInput, SourcePeek } from './schema.ts';

type Limits = Parameters<typeof fetchSafely>[1];

/** What a fetch came to: the answer, how it reads, and what it is worth. */
export type Visit = Judgement & { fetched: Fetched; document: ReadDocument | null };

/** Fetches a page of the web, reads and judges it. Keeps nothing. */
export async function visitPage(url: string, limits: Limits, signal?: AbortSignal): Promise<Visit> {
  const fetched = await fetchSafely(url, limits, undefined, signal);
  if (!fetched.ok) {
    const { kind, reason } = fetched;
    const outcome = kind === 'refused' ? 'blocked' : kind === 'too_large' ? 'too_large' : 'dead';
    return { fetched, document: null, outcome, detail: reason };
  }
  const { status, headers, body } = fetched.answer;
  const named = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const document = await readDocument(body, named.get('content-type') ?? '', fetched.url);
  const judgement = judge({
    ...{ requestedUrl: url, finalUrl: fetched.url, status, headers: named, bodyBytes: body.byteLength },
    ...{ mediaType: document.mediaType, text: document.text, title: document.metadata.title ?? '' },
    ...{ heading: document.heading, asksPassword: document.asksPassword },
  });
  return { fetched, document, ...judgement };
}

const PEEK = { bytes: 4 * 1_048_576, milliseconds: 8_000 };
const peeks = limit('peek', 120, 3_600);

/**
 * What a page says of itself, for a form that is being filled in; within eight seconds. A page that is no good capture gives
 * nothing but the reason. Throws `rate_limited`.
 */
export async function peekSource(
  actor: Actor,
  { url }: z.output<typeof peekSourceInput>,
): Promise<SourcePeek> {
  demandSnapshot(actor, 'capture');
  await peeks.take(String(actor.id ?? 0));
  const { document, outcome, detail } = await visitPage(url, PEEK);
  if (outcome !== 'good' || document === null) return { ok: false, reason: detail };
  const { title, publisher, author, publishedOn, language } = document.metadata;
  const warning = dateWarning({ url, stated: publishedOn, text: document.text });
  return { ok: true, title, publisher, author, publishedOn, language, dateWarning: warning };
}
