/**
 * `node scripts/record-terminal.ts` plays a conversation with the real program, in a real terminal, and draws what was
 * shown into docs/terminal.svg.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PseudoTerminal } from "./pseudo-terminal.ts";
import { pause, Recorder, root } from "./recorder.ts";

const command = ["npm", "start", "--", "--window", "2560"];

const told = [
  "My sister Ana moved to Porto in May, and she is allergic to walnuts.",
  "I play the cello, and my teacher is called Henrik.",
  "The boiler was serviced on 3 March by a plumber called Korvath.",
  "My dog Rex is afraid of thunder.",
  "Ana will marry in October, and I will play there with my quartet.",
];
const asked = ["Where does my sister live?", "Who serviced the boiler?", "/why"];

// What a fresh clone installs first is not part of the picture.
spawnSync("npm", ["--prefix", root, "start", "--", "--version"]);
const home = mkdtempSync(join(tmpdir(), "pagefile-recording-"));
const recorder = new Recorder(92);

try {
  await session(told);
  await session(asked);
  recorder.save("terminal.svg", { rows: 28, title: "Pagefile in a terminal: told something, quit, came back, asked" });
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function session(lines: readonly string[]): Promise<void> {
  await recorder.type(command.join(" "));
  const env = {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: "",
    XDG_CONFIG_HOME: "",
    TERM: "xterm-256color",
    OLLAMA_HOST: "http://127.0.0.1:1",
    OPENAI_API_KEY: "",
    OPENAI_BASE_URL: "",
    npm_config_loglevel: "silent",
  };
  const terminal = new PseudoTerminal({
    command: ["npm", "--prefix", root, ...command.slice(1)],
    env,
    columns: recorder.columns,
    onOutput: recorder.show,
  });
  if (lines === told) {
    await terminal.waitFor("Who shall it be?");
    await pause(2500);
    terminal.press("\r");
  }
  for (const line of [...lines, "/quit"]) {
    await terminal.waitFor("› ");
    await pause(700);
    for (const key of line) {
      terminal.press(key);
      await pause(38);
    }
    await pause(250);
    terminal.press("\r");
    await terminal.waitFor("\r\n");
    await pause(line === "/why" ? 3500 : 1300);
  }
  await terminal.exited();
}
