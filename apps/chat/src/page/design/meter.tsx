import type { ReactElement } from "react";
import "./meter.css";

/** A share of 0 to 1 as a short bar. It always stands beside its number. */
export function Meter({ value, label }: { value: number; label: string }): ReactElement {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <span className="meter" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}
