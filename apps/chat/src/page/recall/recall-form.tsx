import { type ReactElement, useEffect, useId, useRef, useState } from "react";
import { Button } from "../design/button.tsx";
import { Choices } from "../design/choices.tsx";
import { useSpace } from "../server/space-context.ts";
import { useShared } from "../shared-value.ts";
import { RecallFiltersForm } from "./recall-filters-form.tsx";
import { countFilters, noFilters, type RecallFilters } from "./recall-query.ts";
import { recallState } from "./recall-state.ts";
import { useSlash } from "./use-slash.ts";
import "../design/field.css";
import "../design/filters.css";

const searchArms = ["lexical", "vector", "graph", "time"] as const;

/** The question, the arms that search for it, and what narrows them. */
export function RecallForm(): ReactElement {
  const { stores } = useSpace();
  const { words, filters } = useShared(recallState);
  const [draft, setDraft] = useState(words);
  const [open, setOpen] = useState(countFilters({ ...filters, arms: [] }) > 0);
  const box = useRef<HTMLInputElement>(null);
  const id = useId();
  useSlash(box);
  useEffect(() => setDraft(words), [words]);
  const served = stores.flatMap(({ arms }) => arms);
  const offered = served.length === 0 ? searchArms : searchArms.filter((arm) => served.includes(arm));
  const narrow = (change: Partial<RecallFilters>): void => recallState.set({ words, filters: { ...filters, ...change } });
  const narrowed = countFilters({ ...filters, arms: [] });
  return (
    <form
      role="search"
      className="recall-form"
      onSubmit={(event) => {
        event.preventDefault();
        recallState.set({ words: draft, filters });
      }}
    >
      <div className="ask">
        <label htmlFor={id} className="visually-hidden">
          What to recall
        </label>
        <input
          id={id}
          ref={box}
          className="field"
          type="search"
          placeholder="What would it remember?"
          autoComplete="off"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button kind="primary" type="submit">
          Recall
        </Button>
      </div>
      <div className="narrow">
        <Choices
          label="Arms"
          values={offered}
          chosen={filters.arms.length === 0 ? offered : filters.arms.filter((arm) => arm !== "sql")}
          onChange={(arms) => narrow({ arms: arms.length === offered.length ? [] : arms })}
        />
        <Button small kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          Filters{narrowed > 0 && ` (${narrowed})`}
        </Button>
        {countFilters(filters) > 0 && (
          <Button small kind="quiet" onClick={() => narrow(noFilters)}>
            Clear
          </Button>
        )}
      </div>
      {open && <RecallFiltersForm filters={filters} onNarrow={narrow} />}
    </form>
  );
}
