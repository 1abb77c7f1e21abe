import pg from "pg";
import type { StackPlaces } from "../../../src/compose-stack.ts";

/** Postgres through its vendor's client. */
export class BarePostgres {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open({ postgres }: StackPlaces): Promise<BarePostgres> {
    if (postgres === undefined) throw new TypeError("This needs Postgres.");
    const client = new pg.Client(postgres.url);
    await client.connect();
    await client.query(`SET search_path TO ${postgres.schema}, public`);
    return new BarePostgres(client);
  }

  /** Runs a statement that must change something. */
  async sql(statement: string, ...values: readonly (string | number)[]): Promise<void> {
    const { rowCount } = await this.#client.query(statement, [...values]);
    if (rowCount === 0) throw new Error(`It changed nothing: ${statement}`);
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}
