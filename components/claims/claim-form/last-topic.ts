function place(userId: number): string {
  return `last-topic|${userId}`;
}

/** The topic of the claim that this person logged last in this browser; null where there is none. */
export function lastTopic(
  userId: number,
  topics: readonly { id: number; retired: boolean }[],
): number | null {
  try {
    const id = Number(window.localStorage.getItem(place(userId)));
    return topics.some((topic) => topic.id === id && !topic.retired) ? id : null;
  } catch {
    return null;
  }
}

export function rememberTopic(userId: number, topicId: number | null): void {
  try {
    if (topicId !== null) window.localStorage.setItem(place(userId), String(topicId));
  } catch {
    // A browser that keeps nothing only costs one choice more next time.
  }
}
