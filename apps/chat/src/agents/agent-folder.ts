import type { BlockDefinition } from "@pagefile/core";
import type { AgentToolFile } from "./agent-tools.ts";

/** An agent one can start: what its folder of plain files says. */
export interface AgentFolder {
  /** The folder's name. */
  readonly id: string;
  readonly path: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  /** Questions to begin with. */
  readonly starters: readonly string[];
  /** What a further space of it is for, where each is for somebody of their own: "customer". */
  readonly perSpace?: string;
  /** The space it is begun in: `home` is that of the program, anything else a name beside it. @default its id */
  readonly space: string;
  readonly settings: AgentSettings;
  readonly mounts: readonly MountSetting[];
  /** The mounted space that its documents are kept in. @default its own */
  readonly documentsIn?: string;
  /** What it is asked when a document was taken in, with DOCUMENT for its name; the answer is kept as a passage. */
  readonly afterImport?: string;
  readonly instructions?: string;
  readonly blocks: readonly BlockDefinition[];
  /** Names of the files in `documents`, in order. */
  readonly documents: readonly string[];
  /** The files in `tools`, in order. */
  readonly tools: readonly AgentToolFile[];
}

export interface AgentSettings {
  /** @default "auto" */
  readonly recall: "auto" | "tool" | "off";
  /** Tokens. @default the model's */
  readonly window?: number;
  /** Whether the model is offered the tools. @default false */
  readonly tables: boolean;
  readonly graph: boolean;
  /** Whether facts are read out of what is said after each turn. @default "rules" */
  readonly extract: "rules" | "model" | "off";
}

/** Another space the agent looks into. `TENANT/` in front stands for the tenant it was started under. */
export interface MountSetting {
  readonly space: string;
  readonly access: "read" | "write";
  readonly title?: string;
}

/** A folder that is no agent. The message names the file and says what is wrong with it. */
export class AgentFolderError extends Error {
  override readonly name = "AgentFolderError";
}

/** The space a mount stands for, seen from a space of the agent. */
export function mountedSpace(mount: string, from: string): string {
  return mount.replace(/^TENANT\//, `${tenantOf(from)}/`);
}

export function tenantOf(space: string): string {
  return space.split("/")[0] ?? "";
}
