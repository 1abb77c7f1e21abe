import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { onTestFinished } from "vitest";

/** A schema that no other test has. */
export function freshSchema(): string {
  return `t${randomUUID().replaceAll("-", "")}`;
}

/** A connection beside the journal's, which ends with the test. */
export async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** The same server with another user. */
export function withUser(url: string, user: string, password: string): string {
  return Object.assign(new URL(url), { username: user, password }).href;
}

/** An ordinary user who may make schemas. Returns the URL to connect with. */
export async function ordinaryUser(url: string, rights = ""): Promise<string> {
  const admin = await connected(url);
  const user = freshSchema();
  await admin.query(`CREATE USER ${user} PASSWORD 'secret' ${rights}`);
  await admin.query(`GRANT CREATE ON DATABASE ${new URL(url).pathname.slice(1)} TO ${user}`);
  return withUser(url, user, "secret");
}

/** Breaks every other connection that waits for the client, and returns how many there were. */
export async function breakConnections(client: Client, where: string, value: string): Promise<number> {
  const sql = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND ${where}`;
  return (await client.query(sql, [value])).rowCount ?? 0;
}
