import { open } from "node:fs/promises";
import { describeReport, importFile } from "../documents/import-file.ts";
import { plural } from "../terminal/activity.ts";
import { UsageError } from "../usage-error.ts";
import { fileWords } from "./file-words.ts";
import type { SlashCommand } from "./slash-command.ts";

/** Writes the whole space with its history into a new file. */
export const exportCommand: SlashCommand = {
  words: "FILE",
  help: "write the whole memory with its history to a .jsonl file",
  async run({ space, screen }, words) {
    const [file, ...more] = fileWords(words);
    if (file === undefined || more.length > 0) throw new UsageError("/export needs one file, as in /export memory.jsonl");
    const target = await open(file, "wx").catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`${file} cannot be written: ${error.code === "EEXIST" ? "it is there already" : error.message}.`, {
        cause: error,
      });
    });
    let lines = 0;
    try {
      for await (const line of space.export()) {
        await target.write(line.endsWith("\n") ? line : `${line}\n`);
        lines += 1;
      }
    } finally {
      await target.close();
    }
    screen.note(`wrote ${plural(lines, "line", "lines")} to ${file}`);
  },
};

export const importCommand: SlashCommand = {
  words: "FILE…",
  help: "read txt, md, html and pdf files into the memory",
  async run({ space, screen }, words) {
    const files = fileWords(words);
    if (files.length === 0) throw new UsageError("/import needs a file, as in /import notes.md");
    for (const file of files) {
      try {
        screen.note(describeReport(await importFile(space, file, screen)));
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        screen.sentence(error.message, "yellow");
      }
    }
  },
};
