import type { ReactElement } from "react";
import { Button } from "./button.tsx";
import { toggled } from "./toggled.ts";
import "./choices.css";

export interface ChoicesProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  /** None chosen means all of them. */
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
}

/** A row of toggles that narrow a list; with none pressed it is not narrowed. */
export function Choices<Value extends string>({ label, values, chosen, onChange }: ChoicesProps<Value>): ReactElement {
  return (
    <div className="choices" role="group" aria-label={label}>
      <span aria-hidden="true">{label}</span>
      {values.map((value) => (
        <Button key={value} small aria-pressed={chosen.includes(value)} onClick={() => onChange(toggled(chosen, value))}>
          {value}
        </Button>
      ))}
    </div>
  );
}
