/** What an amendment changed of an act: everything, or these articles. */
export type Amendment = { touchesAll: boolean; touchedArticleIds: readonly number[] };

/** What a claim depends on; null is the whole act. */
export type Dependent = { articleId: number | null };

/**
 * Whether a claim must be looked at again after an amendment: one that depends on the whole act after any, one that depends on
 * an article after those that touch this article or all of the act.
 */
export function isTouched(amendment: Amendment, dependent: Dependent): boolean {
  if (amendment.touchesAll) return true;
  if (dependent.articleId === null) return amendment.touchedArticleIds.length > 0;
  return amendment.touchedArticleIds.includes(dependent.articleId);
}
