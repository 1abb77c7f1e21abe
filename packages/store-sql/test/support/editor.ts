/* A process whose writers count one shared block up. Arguments: file, writers, edits of each. */
import { sqlite } from "@pagefile/store-sql";
import { countUp } from "./count-up.ts";

const [file = "", writers = "1", edits = "1"] = process.argv.slice(2);
await countUp(sqlite({ file, busyTimeoutMs: 60_000 }), { writers: Number(writers), edits: Number(edits) });
