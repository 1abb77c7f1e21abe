import { type ReactElement, useId } from "react";
import { Choices } from "../design/choices.tsx";
import { changeLayout, layout } from "../layout.ts";
import { channels, kinds } from "../record/kinds.ts";
import { useShared } from "../shared-value.ts";
import type { RecallFilters } from "./recall-query.ts";

export interface RecallFiltersFormProps {
  readonly filters: RecallFilters;
  readonly onNarrow: (change: Partial<RecallFilters>) => void;
}

/** What may come up: kinds, days, and who it came from. */
export function RecallFiltersForm({ filters, onNarrow }: RecallFiltersFormProps): ReactElement {
  const id = useId();
  const { noSlash = false } = useShared(layout);
  return (
    <div className="filters">
      <Choices label="Kind" values={kinds} chosen={filters.kinds} onChange={(chosen) => onNarrow({ kinds: chosen })} />
      <Choices label="From" values={channels} chosen={filters.channels} onChange={(chosen) => onNarrow({ channels: chosen })} />
      <div className="days">
        <label htmlFor={`${id}-from`}>Not before</label>
        <input
          id={`${id}-from`}
          className="field"
          type="date"
          value={filters.from}
          max={filters.to}
          onChange={(event) => onNarrow({ from: event.target.value })}
        />
        <label htmlFor={`${id}-to`}>not after</label>
        <input
          id={`${id}-to`}
          className="field"
          type="date"
          value={filters.to}
          min={filters.from}
          onChange={(event) => onNarrow({ to: event.target.value })}
        />
      </div>
      <label className="check">
        <input type="checkbox" checked={!noSlash} onChange={(event) => changeLayout({ noSlash: !event.target.checked })} />
        <span>
          The key <kbd>/</kbd> goes to the question
        </span>
      </label>
    </div>
  );
}
