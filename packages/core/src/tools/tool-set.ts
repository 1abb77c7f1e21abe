import { isJsonObject } from "../context/json-object.ts";
import type { JsonObject, RecordKind, ToolSpecification } from "../contracts/index.ts";
import type { Memory } from "../memory/memory.ts";
import { archivalMemoryTools } from "./archival-memory.ts";
import { conversationSearch } from "./conversation-search.ts";
import type { OpenMount } from "./open-mount.ts";
import { coreMemoryTools } from "./core-memory.ts";
import { graphTools } from "./graph.ts";
import { tableTools } from "./tables.ts";
import type { Tool } from "./tool.ts";

export interface ToolSetOptions {
  readonly memory: Memory;
  /** False leaves out every tool that searches, and archival memory with it. */
  readonly search: boolean;
  /** Whether the tools for tables are offered. */
  readonly tables: boolean;
  /** Whether the tools for the graph are offered. */
  readonly graph: boolean;
  readonly tools: readonly Tool[];
  /** What archival memory looks through, and may write to, beside the agent's own. */
  readonly mounts: readonly OpenMount[];
  /** Every tool takes `request_heartbeat`. */
  readonly heartbeat: boolean;
  /** False for a model that can call no tools: nothing is offered. */
  readonly capable: boolean;
}

/** The tools an agent offers: for memory those that some store can serve, and the application's own. */
export class ToolSet {
  readonly specifications: readonly ToolSpecification[];
  readonly #tools: ReadonlyMap<string, Tool>;

  /** @throws TypeError when two tools have one name */
  constructor({ memory, tools, heartbeat, capable, ...wanted }: ToolSetOptions) {
    const offered = capable ? memoryTools(memory, wanted) : [];
    if (capable) offered.push(...tools);
    this.#tools = new Map(offered.map((tool) => [tool.name, tool]));
    if (this.#tools.size < offered.length) throw new TypeError("Two tools have the same name.");
    this.specifications = offered.map(({ name, description, parameters }) => ({
      name,
      description,
      parameters: heartbeat ? withHeartbeat(parameters) : parameters,
    }));
  }

  /** Whether the model can search memory by itself. */
  get searches(): boolean {
    return this.#tools.has("conversation_search");
  }

  get names(): readonly string[] {
    return [...this.#tools.keys()];
  }

  get(name: string): Tool | undefined {
    return this.#tools.get(name);
  }
}

type Wanted = Pick<ToolSetOptions, "search" | "tables" | "graph" | "mounts">;

function memoryTools(memory: Memory, { search, tables, graph, mounts }: Wanted): Tool[] {
  const tools = [...coreMemoryTools()];
  if (search && isSearchable(memory, "message")) tools.push(conversationSearch());
  if (search && isSearchable(memory, "passage")) tools.push(...archivalMemoryTools(mounts));
  if (graph && memory.stores.some(({ capabilities }) => capabilities.serves.fact?.includes("graph"))) tools.push(...graphTools());
  if (tables && memory.stores.some(({ capabilities }) => capabilities.serves.row?.includes("sql"))) tools.push(...tableTools());
  return tools;
}

export const heartbeatMember = "request_heartbeat";

function withHeartbeat(parameters: JsonObject): JsonObject {
  const properties = parameters["properties"];
  const heartbeat = { type: "boolean", description: "true to go on after this call" };
  return {
    ...parameters,
    properties: {
      ...(isJsonObject(properties) ? properties : {}),
      [heartbeatMember]: heartbeat,
    },
  };
}

function isSearchable(memory: Memory, kind: RecordKind): boolean {
  return memory.stores.some(({ capabilities }) => capabilities.serves[kind]?.some((arm) => arm === "lexical" || arm === "vector") === true);
}
