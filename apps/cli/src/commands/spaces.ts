import { existsSync } from "node:fs";
import type { Memory } from "@pagefile/core";
import type { Program } from "../program.ts";
import { UsageError } from "../usage-error.ts";

/** A command that looks at a memory makes none. @throws UsageError */
export function assertThere({ settings: { journal } }: Program): void {
  if (journal.kind === "sqlite" && journal.file !== ":memory:" && !existsSync(journal.file))
    throw new UsageError(`There is no memory at ${journal.file}.`);
}

/** The space of the settings, or every one there is. */
export async function chosenSpaces(memory: Memory, { settings }: Program): Promise<readonly string[]> {
  if (!settings.everySpace) return [settings.space];
  const names: string[] = [];
  for await (const name of memory.spaces("")) names.push(name);
  return names;
}
