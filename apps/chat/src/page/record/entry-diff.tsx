import type { ReactElement } from "react";
import type { EntryView } from "../../protocol/timeline.ts";
import { Diff } from "../design/diff.tsx";
import { Text } from "../design/text.tsx";

/** What an entry changed, word by word where it replaced something. */
export function EntryDiff({ entry: { operation, text, before } }: { entry: EntryView }): ReactElement {
  if (operation === "erase") return <p className="faint">Erased for good: what it said is gone.</p>;
  if (operation === "delete")
    return before === undefined ? <p className="faint">Taken out of memory.</p> : <Diff before={before} after="" />;
  if (text === undefined) return <p className="faint">What it wrote was erased later.</p>;
  return before === undefined ? (
    <p className="diff">
      <Text>{text}</Text>
    </p>
  ) : (
    <Diff before={before} after={text} />
  );
}
