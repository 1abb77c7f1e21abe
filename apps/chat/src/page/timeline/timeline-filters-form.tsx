import { type ReactElement, useId, useState } from "react";
import { Button } from "../design/button.tsx";
import { Choices } from "../design/choices.tsx";
import { channels, kinds } from "../record/kinds.ts";
import { everyEntry, operations, type TimelineFilters } from "./timeline-query.ts";
import "../design/field.css";
import "../design/filters.css";

export interface TimelineFiltersFormProps {
  readonly filters: TimelineFilters;
  readonly onChange: (filters: TimelineFilters) => void;
}

/** Which entries to show. */
export function TimelineFiltersForm({ filters, onChange }: TimelineFiltersFormProps): ReactElement {
  const [text, setText] = useState(filters.text);
  const [open, setOpen] = useState(false);
  const id = useId();
  const narrowed = [filters.operations, filters.kinds, filters.channels].filter(({ length }) => length > 0).length;
  return (
    <form
      role="search"
      className="timeline-filters"
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ ...filters, text });
      }}
    >
      <div className="ask">
        <label htmlFor={id} className="visually-hidden">
          Words in what was written or replaced
        </label>
        <input
          id={id}
          className="field"
          type="search"
          placeholder="Words written or replaced"
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value === "" && filters.text !== "") onChange({ ...filters, text: "" });
          }}
        />
        <Button type="submit">Search</Button>
        <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          Filters{narrowed > 0 && ` (${narrowed})`}
        </Button>
      </div>
      {open && (
        <div className="filters">
          <Choices
            label="Change"
            values={operations}
            chosen={filters.operations}
            onChange={(chosen) => onChange({ ...filters, operations: chosen })}
          />
          <Choices label="Kind" values={kinds} chosen={filters.kinds} onChange={(chosen) => onChange({ ...filters, kinds: chosen })} />
          <Choices
            label="By"
            values={channels}
            chosen={filters.channels}
            onChange={(chosen) => onChange({ ...filters, channels: chosen })}
          />
          {narrowed > 0 && (
            <div>
              <Button small kind="quiet" onClick={() => onChange({ ...everyEntry, text: filters.text })}>
                Clear
              </Button>
            </div>
          )}
        </div>
      )}
    </form>
  );
}
