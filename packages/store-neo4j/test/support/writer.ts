import { parseSpace } from "@pagefile/core/contracts";
import { neo4j } from "../../src/index.ts";
import { entity, fact } from "./changes.ts";

/** Writes the versions of one entity and one fact from 1 to `last`, every `step`th, in a process of its own. */
const [url = "", space, id = "", factId = "", first, last, step] = process.argv.slice(2);
const store = neo4j({ url });
for (let version = Number(first); version <= Number(last); version += Number(step)) {
  const terms = [`v${version}`];
  await store.apply(parseSpace(space), [
    entity(id, { version, terms }),
    fact(factId, { subject: id, predicate: `p${version}` }, { version, terms }),
  ]);
}
await store.close();
