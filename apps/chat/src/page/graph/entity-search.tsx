import { type ReactElement, useEffect, useId, useState } from "react";
import { Button } from "../design/button.tsx";
import { navigate } from "../route.ts";
import "../design/field.css";
import "../design/filters.css";

/** Goes to somebody or something by name. */
export function EntitySearch({ names, around }: { names: readonly string[]; around: string | undefined }): ReactElement {
  const [text, setText] = useState("");
  const id = useId();
  useEffect(() => setText(""), [around]);
  return (
    <form
      role="search"
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") navigate({ tab: "graph", record: text.trim() });
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        Somebody or something
      </label>
      <input
        id={id}
        className="field"
        type="search"
        list={`${id}-names`}
        placeholder="Somebody or something"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <datalist id={`${id}-names`}>
        {names.slice(0, 200).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Button type="submit">Go to</Button>
      {around !== undefined && <Button onClick={() => navigate({ tab: "graph" })}>Everything</Button>}
    </form>
  );
}
