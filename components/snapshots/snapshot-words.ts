import { MOST_UPLOAD, type SnapshotRow } from '#lib/snapshots/schema.ts';
import type { CaptureOutcome, LinkState } from '#lib/snapshots/vocabulary.ts';

export const OUTCOME_LABELS: Record<CaptureOutcome, string> = {
  good: 'Good copy',
  empty: 'Empty page',
  wall: 'Sign-in or consent wall',
  soft_404: 'Says “not found”',
  blocked: 'Turned away',
  dead: 'Dead link',
  too_large: 'Too large',
  unreadable: 'Cannot be read',
};

/** What is said at the head of a source; null where there is nothing to say. */
export const LINK_WARNINGS: Record<LinkState, string | null> = {
  ok: null,
  changed: 'The page has changed since it was first captured.',
  failing: 'The page has not answered lately.',
  dead: 'The page is gone.',
  blocked: 'The site turns our captures away.',
  unclear: 'The page answers with something that cannot be read.',
};

/** 48,213 bytes as `47 kB`; a kB has 1,024 bytes. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  // From here on it would round to 1024 kB.
  if (bytes < 1_048_064) return `${Math.round(bytes / 1_024)} kB`;
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** How a copy came here, and by whom. */
export function howWords({ how, createdBy, fileName }: Pick<SnapshotRow, 'how' | 'createdBy' | 'fileName'>) {
  if (how === 'fetch') return createdBy ? `Fetched for ${createdBy}` : 'Fetched by the system';
  return `Uploaded${createdBy ? ` by ${createdBy}` : ''}${fileName ? `: ${fileName}` : ''}`;
}

/** Why a file is not even sent; null where nothing speaks against it. */
export function fileProblem({ name, size }: { name: string; size: number }): string | null {
  if (size === 0) return `“${name}” is empty. Choose a file that holds the page.`;
  if (size > MOST_UPLOAD)
    return `“${name}” has ${sizeWords(size)}; at most ${sizeWords(MOST_UPLOAD)} can be uploaded.`;
  return null;
}

/** Whether there may be a page of HTML in it; what an archive holds is only known when it is opened. */
export function mayHoldPage({
  mediaType,
  bodySha256,
}: Pick<SnapshotRow, 'mediaType' | 'bodySha256'>): boolean {
  const kinds = ['text/html', 'application/warc', 'application/wacz'];
  return bodySha256 !== null && kinds.includes(mediaType ?? '');
}

export function isPicture({ mediaType, bodySha256 }: Pick<SnapshotRow, 'mediaType' | 'bodySha256'>): boolean {
  return bodySha256 !== null && (mediaType?.startsWith('image/') ?? false);
}

/** Whether it is a good copy with words, which can be held against another. */
export function isReadable({ outcome, textLength }: Pick<SnapshotRow, 'outcome' | 'textLength'>): boolean {
  return outcome === 'good' && textLength > 0;
}
