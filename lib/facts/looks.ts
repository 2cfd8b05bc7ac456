/**
 * From when on changes must be looked for. Looks run side by side, and what one of them has read since its own snapshot may lack what
 * another saw: so of looks that began alike the first to end counts.
 */
export class Looks {
  #since: string | null = null;

  /** `since`: null where nobody has looked; `seen` tells the snapshot of the look when it is done. */
  begin(): { since: string | null; seen: (snapshot: string) => void } {
    const since = this.#since;
    return {
      since,
      seen: (snapshot) => {
        if (this.#since === since) this.#since = snapshot;
      },
    };
  }
}
