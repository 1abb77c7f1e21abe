import { type ReactElement, useId } from "react";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

export interface ValiditySliderProps {
  /** The times at which something changes, in order. */
  readonly points: readonly number[];
  /** Absent for now. */
  readonly time: number | undefined;
  readonly onChange: (time: number | undefined) => void;
}

/** Goes back to what held at an earlier time; its last place is now. */
export function ValiditySlider({ points, time, onChange }: ValiditySliderProps): ReactElement {
  const id = useId();
  const at = time === undefined ? points.length : points.indexOf(time);
  const words = time === undefined ? "now" : day.format(time);
  return (
    <div className="validity">
      <label htmlFor={id}>What held</label>
      <input
        id={id}
        type="range"
        min={0}
        max={points.length}
        value={at}
        aria-valuetext={words}
        onChange={(event) => onChange(points[Number(event.target.value)])}
      />
      <output htmlFor={id}>{words}</output>
    </div>
  );
}
