/** A worker: tabs that listen to one space. Says when all have joined, and when the last of them has received an entry. */
import { get, type IncomingMessage } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

/** What the worker is given. */
export interface TabOptions {
  readonly url: string;
  readonly token: string;
  readonly tabs: number;
}

/** What it says: the moment, in milliseconds of the process's own clock, at which every tab had an entry; seq 0 when all have joined. */
export interface Received {
  readonly seq: number;
  readonly atMs: number;
}

const { url, token, tabs } = workerData as TabOptions;
const received = new Map<number, number>();
let joined = 0;

function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function say(seq: number): void {
  const message: Received = { seq, atMs: now() };
  parentPort?.postMessage(message);
}

function listen(response: IncomingMessage): void {
  if (response.statusCode !== 200) throw new Error(`A tab was answered with ${response.statusCode}.`);
  let text = "";
  let last: number | undefined;
  response.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      const seq = Number(/^id: (\d+)$/m.exec(event)?.[1] ?? Number.NaN);
      if (event.includes('"type":"hello"')) {
        joined += 1;
        if (joined === tabs) say(0);
      } else if (Number.isSafeInteger(seq)) {
        // Several entries may be told as one.
        for (let each = (last ?? seq - 1) + 1; each <= seq; each += 1) count(each);
        last = seq;
      }
    }
  });
}

function count(seq: number): void {
  const tabsWithIt = (received.get(seq) ?? 0) + 1;
  received.set(seq, tabsWithIt);
  if (tabsWithIt === tabs) say(seq);
}

for (let tab = 0; tab < tabs; tab += 1) get(url, { agent: false, headers: { authorization: `Bearer ${token}` } }, listen);
