const most = 60;
const answers = new Map<string, unknown>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** The last answer to each question, so that a screen that is opened again shows something at once. In the page's own memory only. */
export const kept = {
  /** What is looked at stays longest, so that nothing goes from under a screen that is open. */
  get(path: string): unknown {
    const answer = answers.get(path);
    if (answers.delete(path)) answers.set(path, answer);
    return answer;
  },
  set(path: string, answer: unknown): void {
    const before = answers.get(path);
    answers.delete(path);
    // What says the same is the same: a screen that is asked for again stays as it is, with all that was unfolded or moved in it.
    answers.set(path, JSON.stringify(before) === JSON.stringify(answer) ? before : answer);
    const [oldest] = answers.keys();
    if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    tell();
  },
  /** After an erasure nothing that was read of any space may be shown again. */
  clear(): void {
    for (const path of answers.keys()) if (path.startsWith("/api/spaces/")) answers.delete(path);
    tell();
  },
  subscribe(changed: () => void): () => void {
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
};
