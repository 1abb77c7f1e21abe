import type { AddressInfo } from "node:net";

/** Under which hosts and origins the server answers. */
export interface Addresses {
  /** `host:port` as browsers send it, in lower case. */
  readonly hosts: ReadonlySet<string>;
  readonly origins: ReadonlySet<string>;
  /** Where a person opens the page. */
  readonly url: string;
}

const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

/** Whether only this machine can connect to an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * The addresses of a server that listens: every name of this machine on loopback, elsewhere its own, and those under which
 * something in front of it answers.
 */
export function addressesOf(host: string, { port }: Pick<AddressInfo, "port">, publicUrls: readonly string[]): Addresses {
  const own = bracketed(host);
  const names = isLoopback(host) ? [...new Set([own, ...loopbackNames])] : [own];
  const local = names.map((name) => `${name}:${port}`);
  const outside = publicUrls.map((url) => new URL(url));
  // Browsers leave out a port that is the scheme's own.
  const short = port === 80 ? names : [];
  return {
    hosts: new Set([...local, ...short, ...outside.map((url) => url.host)]),
    origins: new Set([...local, ...short].map((name) => `http://${name}`).concat(outside.map((url) => url.origin))),
    url: outside[0]?.origin ?? `http://${own}${port === 80 ? "" : `:${port}`}`,
  };
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host.toLowerCase()}]` : host.toLowerCase();
}
