import pg from "pg";
import { dimensions, type Side } from "../side.ts";

/** A table with full text and a vector column of pgvector, one statement a write, and its own ordering by distance. */
export async function barePostgres(url: string, schema: string): Promise<Side> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await pool.query(`CREATE EXTENSION IF NOT EXISTS vector; CREATE SCHEMA ${schema};
    CREATE TABLE ${schema}.record (id uuid PRIMARY KEY, body jsonb, words tsvector, vector vector(${dimensions}));
    CREATE INDEX ON ${schema}.record USING gin (words); CREATE INDEX ON ${schema}.record USING hnsw (vector vector_cosine_ops)`);
  return {
    async write(samples) {
      const columns = [
        samples.map(({ id }) => id),
        samples.map(({ text }) => JSON.stringify({ text })),
        samples.map(({ terms }) => terms.join(" ")),
        samples.map(({ vector }) => `[${vector.join(",")}]`),
      ];
      await pool.query(
        `INSERT INTO ${schema}.record SELECT id, body, to_tsvector('simple', words), vector::vector
          FROM unnest($1::uuid[], $2::jsonb[], $3::text[], $4::text[]) AS given (id, body, words, vector)`,
        columns,
      );
    },
    async search({ vector }) {
      const { rows } = await pool.query(`SELECT id FROM ${schema}.record ORDER BY vector <=> $1::vector LIMIT 10`, [
        `[${vector.join(",")}]`,
      ]);
      return rows.length;
    },
    async close() {
      await pool.query(`DROP SCHEMA ${schema} CASCADE`);
      await pool.end();
    },
  };
}
