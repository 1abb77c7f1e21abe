import { type ReactElement, useCallback, useId, useState } from "react";
import type { EntityView, FactView } from "../../protocol/graph.ts";
import { Button } from "../design/button.tsx";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";

export interface PathFormProps {
  readonly from: EntityView;
  readonly path: readonly FactView[];
  readonly onPath: (path: readonly FactView[]) => void;
}

/** How somebody hangs together with somebody else: the facts on the way, which the drawing then points out. */
export function PathForm({ from, path, onPath }: PathFormProps): ReactElement {
  const { name } = useSpace();
  const id = useId();
  const [to, setTo] = useState("");
  const [looked, setLooked] = useState(false);
  const find = useAction(
    useCallback(
      async (target: string) => {
        onPath(await call<readonly FactView[]>(spacePath(name, "graph/path", { from: from.id, to: target })));
        setLooked(true);
      },
      [name, from.id, onPath],
    ),
  );
  return (
    <form
      className="path-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (to.trim() !== "") find.run(to.trim());
      }}
    >
      <label htmlFor={id}>How it is connected with</label>
      <div className="ask">
        <input
          id={id}
          className="field"
          placeholder="Somebody or something"
          autoComplete="off"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <Button type="submit" busy={find.busy}>
          Find
        </Button>
      </div>
      <div role="status">
        {looked && path.length === 0 && <p className="faint">Nothing connects them within four steps.</p>}
        {path.length > 0 && (
          <ol className="path">
            {path.map((fact) => (
              <li key={fact.id}>
                <Text>{fact.text}</Text>
              </li>
            ))}
          </ol>
        )}
      </div>
      {find.error && <Failure error={find.error} />}
    </form>
  );
}
