import type { EvidenceRow } from '#lib/evidence/schema.ts';

/**
 * Adds evidence to a claim, or edits a piece of it. What is typed is kept in the browser under the user's id until
 * it is saved. It brings its own buttons and error summary; the caller gives it a heading and a place.
 */
export type EvidenceFormProps = {
  /** Of the person who is signed in. */
  userId: number;
  claimId: number;
  /** null: a new piece. The source of an existing one stays as it is. */
  evidence: EvidenceRow | null;
  /** BCP 47 tags in use; they stand first in the list of languages. */
  languages: string[];
  /** It is saved; the claim's page has been revalidated by the action. */
  onDone: () => void;
  onCancel: () => void;
};
