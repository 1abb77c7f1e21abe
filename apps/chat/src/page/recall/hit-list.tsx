import { type KeyboardEvent, type ReactElement, useCallback, useState } from "react";
import type { HitView } from "../../protocol/recall.ts";
import { Failure } from "../design/state.tsx";
import { forgetWithUndo } from "../record/forget-with-undo.ts";
import { moveFocus } from "../record/move-focus.ts";
import { recordText } from "../record/record-line.tsx";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { Hit } from "./hit.tsx";

/** The memories that came up, best first. Up and Down go through them, Enter opens one, Delete forgets it. */
export function HitList({ hits }: { hits: readonly HitView[] }): ReactElement {
  const { name, locked } = useSpace();
  const [forgotten, setForgotten] = useState<ReadonlySet<string>>(new Set());
  const forget = useAction(
    useCallback(
      async ({ id, record }: HitView) => {
        if (!record) return;
        const undone = (): void => setForgotten((before) => new Set([...before].filter((each) => each !== id)));
        await forgetWithUndo(name, { id, text: recordText(record), undone });
        setForgotten((before) => new Set([...before, id]));
      },
      [name],
    ),
  );
  const press = (event: KeyboardEvent<HTMLOListElement>): void => {
    if (moveFocus(event) || event.key !== "Delete" || locked !== undefined) return;
    const row = (event.target as Element).closest<HTMLElement>("[data-row]");
    const hit = hits.find(({ id }) => id === row?.closest("li")?.dataset["id"]);
    if (hit && !forgotten.has(hit.id)) forget.run(hit);
  };
  return (
    <>
      {forget.error && <Failure error={forget.error} />}
      <ol className="hits" onKeyDown={press}>
        {hits.map((hit) => (
          <li key={hit.id} data-id={hit.id}>
            <Hit hit={hit} forgotten={forgotten.has(hit.id)} onForget={() => forget.run(hit)} />
          </li>
        ))}
      </ol>
      <p className="faint keys">
        <kbd>↑</kbd> <kbd>↓</kbd> move · <kbd>Enter</kbd> opens · <kbd>Del</kbd> forgets
      </p>
    </>
  );
}
