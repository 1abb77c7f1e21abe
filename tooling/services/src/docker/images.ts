/** The images that compose.yaml and the workflow name too; a test holds them equal. */
export const images = {
  neo4j: "neo4j:2026.08.1",
  ollama: "ollama/ollama:0.17.4",
  postgres: "pgvector/pgvector:0.8.1-pg18",
  qdrant: "qdrant/qdrant:v1.19.0",
} as const;
