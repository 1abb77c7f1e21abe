export interface EnsurePageOptions {
  /** Of the clone. */
  readonly root?: string;
  readonly build?: (node: string, root: string) => Promise<void>;
}

export function ensurePage(node: string, options?: EnsurePageOptions): Promise<void>;
