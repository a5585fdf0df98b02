// The neighbours of an article in the queue from which it was opened.

export interface Around {
  /** From 1. */
  readonly position: number;
  readonly count: number;
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

/**
 * @param remembered the queue when the article was opened: after its transition the article is no longer in the queue
 */
export function queueAround(
  articleId: string,
  queue: readonly string[],
  remembered: readonly string[],
): Around | undefined {
  const isIn = queue.includes(articleId);
  const order = isIn ? queue : remembered.filter((id) => id === articleId || queue.includes(id));
  const index = order.indexOf(articleId);
  if (index === -1) return undefined;
  return { position: index + 1, count: order.length, previous: order[index - 1], next: order[index + 1] };
}
