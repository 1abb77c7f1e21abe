export interface EnsurePageOptions {
  /** Of the clone. */
  readonly root?: string;
  readonly build?: (node: string, root: string) => Promise<void>;
  /** @default one line on stderr */
  readonly showProgress?: () => { say(text: string): void; finish(): void };
}

export function ensurePage(node: string, options?: EnsurePageOptions): Promise<void>;
