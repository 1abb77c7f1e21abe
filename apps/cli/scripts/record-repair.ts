/**
 * `node scripts/record-repair.ts` kills the real program while it imports into four real stores, has it verify and repair
 * what is left, and draws what was shown into docs/repair.svg. The servers are where these say: PAGEFILE_TEST_POSTGRES_URL,
 * QDRANT_URL, PAGEFILE_TEST_NEO4J_URL, PAGEFILE_TEST_OLLAMA_URL, as `up` of tooling/services prints them. NODE_OPTIONS reaches
 * the program, for a `faiss-node` that is elsewhere.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PseudoTerminal } from "./pseudo-terminal.ts";
import { pause, Recorder, root } from "./recorder.ts";

const notes = 300;
const recorder = new Recorder(84);
const home = mkdtempSync(join(tmpdir(), "pagefile-recording-"));

try {
  layOut();
  await tell();
  await run("pagefile import house.md", { killAfterMs: 4_000 });
  await pause(1_500);
  await run("pagefile verify");
  await pause(4_000);
  await run("pagefile verify --repair");
  recorder.save("repair.svg", { rows: 42, title: "A process killed while it writes to four stores; what it left is found and mended" });
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** A document, the settings, and the program under its own name. */
function layOut(): void {
  const things = ["boiler", "chimney", "garden gate", "roof", "car", "piano", "cellar", "well"];
  const text = Array.from({ length: notes }, (_, at) => {
    const about = `The ${things[at % things.length] ?? ""} was looked after on day ${at}, and will be again in a year.`;
    return `## Note ${at}\n\n${`${about} `.repeat(12)}`;
  });
  writeFileSync(join(home, "house.md"), text.join("\n\n"));
  const config = {
    journal: process.env["PAGEFILE_TEST_POSTGRES_URL"],
    store: ["faiss=./vectors", `qdrant=${process.env["QDRANT_URL"]}`, `neo4j=${process.env["PAGEFILE_TEST_NEO4J_URL"]}`],
    space: `home/recording-${process.pid}`,
    embedder: "ollama/minilm",
    model: "offline",
  };
  writeFileSync(join(home, "pagefile.config.json"), JSON.stringify(config));
  const program = join(home, "pagefile");
  writeFileSync(
    program,
    `#!/bin/sh\necho $$ > ${join(home, "process")}\nexec ${process.execPath} ${join(root, "apps/cli/src/main.ts")} "$@"\n`,
  );
  chmodSync(program, 0o755);
}

/** Facts for the graph, which the chat notes; not shown. */
async function tell(): Promise<void> {
  const lines = ["My sister Ana lives in Porto.", "Ana works at Sogrape.", "My brother Luis lives in Lisbon.", "My dog is called Rex."];
  const program = spawn(join(home, "pagefile"), [], { cwd: home, env: environment(), stdio: ["pipe", "ignore", "inherit"] });
  program.stdin.end(`${lines.join("\n")}\n`);
  await once(program, "close");
}

function environment(): Readonly<Record<string, string | undefined>> {
  return {
    ...process.env,
    PATH: `${home}:${process.env["PATH"] ?? ""}`,
    TERM: "xterm-256color",
    OLLAMA_HOST: process.env["PAGEFILE_TEST_OLLAMA_URL"],
  };
}

async function run(command: string, { killAfterMs }: { readonly killAfterMs?: number } = {}): Promise<void> {
  recorder.skip();
  await recorder.type(command);
  const terminal = new PseudoTerminal({
    command: ["bash", "-c", `cd ${home} && ${command}; exit 0`],
    env: environment(),
    columns: recorder.columns,
    onOutput: recorder.show,
  });
  if (killAfterMs !== undefined) {
    await terminal.waitFor("house.md");
    await pause(killAfterMs);
    process.kill(Number(readFileSync(join(home, "process"), "utf8")), "SIGKILL");
  }
  await terminal.exited();
}
