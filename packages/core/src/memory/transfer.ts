import { type Entry, type Head, PagefileError } from "../contracts/index.ts";
import { ChainCheck } from "./chain-check.ts";
import { entryLine, headerLine, invalid, parseEntry, parseHeader } from "./export-format.ts";
import type { SpaceContext } from "./space-context.ts";

/** The header, then every entry up to the head as it was at the call. */
export async function* exportLines({ journal, space }: SpaceContext): AsyncGenerator<string> {
  const head = await journal.head(space);
  yield headerLine(space, head);
  for await (const entry of journal.read(space, 0)) {
    if (entry.seq > head.seq) return;
    yield entryLine(entry);
  }
}

/** The journal takes all of it in one transaction, which the first line that does not hold ends. */
export async function importLines(context: SpaceContext, lines: AsyncIterable<string> | Iterable<string>): Promise<Head> {
  const { journal, projector, space, documents } = context;
  if ((await journal.head(space)).seq > 0)
    throw new PagefileError("SPACE_NOT_EMPTY", `The space ${space} holds entries already; import into an empty one.`);
  const head = await journal.restore(space, checked(lines), documents);
  await projector.afterWrite(space, "stores");
  return head;
}

async function* checked(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Entry> {
  const chain = new ChainCheck();
  let head: Head | undefined;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === "") continue;
    if (head === undefined) {
      ({ head } = parseHeader(line));
      continue;
    }
    const entry = parseEntry(line, number);
    chain.add(entry);
    if (chain.broken !== undefined) throw invalid(number, `Entry ${chain.broken.seq}: ${chain.broken.reason}`);
    yield entry;
  }
  if (head === undefined) throw invalid(1, "There is nothing in it.");
  chain.end(head);
  if (chain.broken !== undefined) throw invalid(number, `Entry ${chain.broken.seq}: ${chain.broken.reason}`);
}
