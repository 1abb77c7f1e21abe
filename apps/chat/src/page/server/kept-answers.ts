const most = 60;
const answers = new Map<string, unknown>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** The last answer to each question, so that a screen that is opened again shows something at once. In the page's own memory only. */
export const kept = {
  get: (path: string): unknown => answers.get(path),
  set(path: string, answer: unknown): void {
    answers.delete(path);
    answers.set(path, answer);
    const [oldest] = answers.keys();
    if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    tell();
  },
  /** After an erasure nothing that was read before may be shown again. */
  clear(): void {
    answers.clear();
    tell();
  },
  subscribe(changed: () => void): () => void {
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
};
