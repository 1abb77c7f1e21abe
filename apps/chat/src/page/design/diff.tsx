import { type ReactElement, useMemo } from "react";
import { Text } from "./text.tsx";
import { diffWords } from "./word-diff.ts";
import "./diff.css";

/** What was taken out is struck, what was put in is underlined: the colours only repeat it. */
export function Diff({ before, after }: { before: string; after: string }): ReactElement {
  const pieces = useMemo(() => diffWords(before, after), [before, after]);
  return (
    <div className="diff">
      {pieces.map(({ kind, text }, index) => {
        if (kind === "added")
          return (
            <ins key={index}>
              <Text>{text}</Text>
            </ins>
          );
        if (kind === "removed")
          return (
            <del key={index}>
              <Text>{text}</Text>
            </del>
          );
        return (
          <span key={index}>
            <Text>{text}</Text>
          </span>
        );
      })}
    </div>
  );
}
