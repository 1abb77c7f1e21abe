/* A process whose writers count one shared block up. Arguments: URL, schema, writers, edits of each. */
import { postgres } from "@pagefile/store-sql";
import { countUp } from "../../support/count-up.ts";

const [url = "", schema = "", writers = "1", edits = "1"] = process.argv.slice(2);
await countUp(postgres({ url, schema, connections: 10 }), { writers: Number(writers), edits: Number(edits) });
