import { call, loginPath } from "./call.ts";

/** Exchanges a token for the cookie that every request carries from then on. */
export function signIn(token: string): Promise<void> {
  return call(loginPath, { method: "POST", body: { token } });
}

/** The program prints an address that ends in `#t=TOKEN`. The token is used once and wiped, so that it is not in the browser's history. */
export async function signInByFragment(): Promise<void> {
  const token = /^#t=([\w-]+)/.exec(location.hash)?.[1];
  if (token === undefined) return;
  history.replaceState(null, "", `${location.pathname}#/`);
  // A wrong token shows as what follows from it: the page asks for one.
  await signIn(token).catch(() => undefined);
}
