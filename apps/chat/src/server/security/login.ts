import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Clock } from "@pagefile/core/contracts";
import { RequestError } from "../request-error.ts";
import { FailureLimit } from "./failure-limit.ts";
import { sameSecret } from "./same-secret.ts";
import { cookieValue } from "./token.ts";

export interface LoginOptions {
  readonly token: string;
  readonly clock: Clock;
  /** Cookies do not know ports, so each server of a machine has a name of its own. */
  readonly port: () => number;
  readonly secure: () => boolean;
}

/** Who may come in: who has the token, and a browser that showed it once. */
export class Login {
  readonly #options: LoginOptions;
  readonly #cookie: string;
  readonly #guesses: FailureLimit;
  readonly #strangers: FailureLimit;

  constructor(options: LoginOptions) {
    this.#options = options;
    this.#cookie = cookieValue(options.token);
    this.#guesses = new FailureLimit(options.clock);
    this.#strangers = new FailureLimit(options.clock);
  }

  /** Gives a browser its cookie for the token. @throws RequestError 401, or 429 after five wrong ones within a second */
  enter(context: Context, token: string): void {
    if (this.#guesses.reached) throw tooMany();
    if (!sameSecret(token, this.#options.token)) {
      this.#guesses.add();
      throw new RequestError(401, "TOKEN_WRONG", {
        message: "That is not the token of this server; it prints the right one when it starts.",
      });
    }
    setCookie(context, this.#name(), this.#cookie, { path: "/", httpOnly: true, sameSite: "Strict", secure: this.#options.secure() });
  }

  /** Passes a request that carries the cookie, or the token itself as `Authorization: Bearer`. */
  required(): MiddlewareHandler {
    return async (context, next) => {
      if (!this.#knows(context)) {
        throw new RequestError(401, "LOGIN_REQUIRED", {
          message: "Open the address that the server printed when it started: it carries the token.",
        });
      }
      await next();
    };
  }

  #knows(context: Context): boolean {
    const bearer = /^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
    const cookie = getCookie(context, this.#name());
    if (bearer === undefined && cookie === undefined) return false;
    if (bearer !== undefined && this.#guesses.reached) throw tooMany();
    const known = bearer === undefined ? sameSecret(cookie ?? "", this.#cookie) : sameSecret(bearer, this.#options.token);
    if (known) return true;
    // A tab of an earlier start knocks with its old cookie; it must not keep out the one that has the token.
    const failures = bearer === undefined ? this.#strangers : this.#guesses;
    if (failures.reached) throw tooMany();
    failures.add();
    return false;
  }

  #name(): string {
    return `pagefile-${this.#options.port()}`;
  }
}

function tooMany(): RequestError {
  return new RequestError(429, "TOO_MANY_FAILURES", { message: "Too many wrong tokens; wait a second." });
}
