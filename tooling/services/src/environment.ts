/** Environment variables, handed in by whoever is the program. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The same without the variables that begin with `prefix`: a user's settings must not reach a test server. */
export function withoutPrefix(env: Environment, prefix: string): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith(prefix)));
}
