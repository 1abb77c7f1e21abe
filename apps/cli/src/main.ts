#!/usr/bin/env node
import { run } from "./run.ts";

// A reader that went away (`pagefile search … | head`) wants no more, and that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

process.exitCode = await run(process);
