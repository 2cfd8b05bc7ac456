import { z } from 'zod';
import { requiredLine, rowId } from '#lib/core/input.ts';
import type { Job } from '#lib/core/job.ts';
import type { DateWarning } from './date-warnings.ts';
import type { CaptureOutcome, LinkState, SnapshotHow } from './vocabulary.ts';

/** An uploaded file may have so many bytes. */
export const MOST_UPLOAD = 50 * 1_048_576;

/** The page that an archive holds may have so many bytes. */
export const MOST_PAGE = 25 * 1_048_576;

export const uploadInput = z.strictObject({
  sourceId: rowId,
  name: requiredLine(255, 'The name of the file'),
});

export const captureSourceInput = z.strictObject({ sourceId: rowId });

export const peekSourceInput = z.strictObject({
  url: z.string().max(2_000, 'The address has more than 2,000 characters.'),
});

/** What a page says of itself, for the form: `publishedOn` in EDTF, `language` in BCP 47; or why nothing is known. */
export type SourcePeek =
  | {
      ok: true;
      title: string | null;
      publisher: string | null;
      author: string | null;
      publishedOn: string | null;
      language: string | null;
      dateWarning: DateWarning | null;
    }
  | { ok: false; reason: string };

const MINUTE = 60;
/** Fetches a source and keeps what it finds. */
export const captureJob = {
  name: 'capture-source',
  payload: z.strictObject({ sourceId: rowId }),
  retries: 2,
  retrySeconds: 30,
  timeLimitSeconds: 3 * MINUTE,
  atOnce: 3,
  atOncePerGroup: 1,
  keyed: true,
} as const satisfies Job;

/** Looks for sources whose link is to be checked again, and has them captured. */
export const recheckJob = {
  name: 'recheck-sources',
  payload: z.strictObject({}),
  retries: 0,
  retrySeconds: 1,
  timeLimitSeconds: MINUTE,
  atOnce: 1,
  keyed: true,
  cron: '*/10 * * * *',
} as const satisfies Job;

/** One step of a redirect chain: the address that was asked, and the status that sent us on. */
type Redirect = { url: string; status: number };

/** A snapshot without its bytes; see prisma/schema/snapshots.prisma for what each field means. */
export type SnapshotRow = {
  id: number;
  sourceId: number;
  how: SnapshotHow;
  requestedUrl: string | null;
  finalUrl: string | null;
  canonicalUrl: string | null;
  fileName: string | null;
  fetchedAt: string;
  outcome: CaptureOutcome;
  detail: string;
  httpStatus: number | null;
  redirects: Redirect[];
  mediaType: string | null;
  bodySha256: string | null;
  bodyBytes: number;
  textSha256: string | null;
  textLength: number;
  warcSha256: string | null;
  title: string | null;
  publisher: string | null;
  author: string | null;
  publishedOn: string | null;
  language: string | null;
  /** Whoever asked for it; null for the system. */
  createdBy: string | null;
};

/** How the link of a source is doing. */
export type SourceHealth = {
  state: LinkState;
  checkedAt: string;
  nextCheckAt: string | null;
  failures: number;
  changedAt: string | null;
};
