/**
 * “4 sources, 2 independent origins”. Sources that only mention the claim have no origin that counts (the rule is that of
 * claim_origins in the database).
 */
export function sourcesSentence(claim: {
  sources: number;
  independentOrigins: number;
  mentions: number;
}): string {
  const { sources, independentOrigins: origins, mentions } = claim;
  const counted = sources === 1 ? '1 source' : `${sources} sources`;
  if (sources > 0 && mentions === sources)
    return `${counted}, ${sources === 1 ? 'which only mentions it' : 'which only mention it'}`;
  return `${counted}, ${originsCounted(origins)}`;
}

export function originsCounted(origins: number): string {
  return origins === 1 ? '1 independent origin' : `${origins} independent origins`;
}

/** “3 for, 1 against; 2 independent origins”. */
export function stancesSentence(claim: {
  supports: number;
  refutes: number;
  independentOrigins: number;
}): string {
  return `${claim.supports} for, ${claim.refutes} against; ${originsCounted(claim.independentOrigins)}`;
}
