import type { ReactElement } from "react";
import type { WhyView } from "../../protocol/recall.ts";
import { Columns } from "../design/columns.tsx";
import { Text } from "../design/text.tsx";
import "../design/data-table.css";

/** Why a memory has its place: what each arm and cue gave it, times what that counts for. */
export function Evidence({ why: { arms, cues, terms }, rank, score }: { why: WhyView; rank: number; score: number }): ReactElement {
  const rows = [
    ...arms.map(({ arm, store, rank: at, score: given, weight }) => ({ name: arm, note: `#${at} in ${store}`, score: given, weight })),
    ...cues.map(({ cue, score: given, weight }) => ({ name: cue, note: "cue", score: given, weight })),
  ];
  return (
    <div className="evidence">
      <table className="data-table">
        <caption className="visually-hidden">
          What memory {rank} got its score of {score.toFixed(2)} from
        </caption>
        <Columns columns={["From", "Where", { numbers: "Score" }, { numbers: "Weight" }]} />
        <tbody>
          {rows.map(({ name, note, score: given, weight }) => (
            <tr key={`${name} ${note}`}>
              <th scope="row">{name}</th>
              <td>{note}</td>
              <td data-number="">{given.toFixed(2)}</td>
              <td data-number="">× {weight.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Fused</th>
            <td>#{rank}</td>
            <td data-number="">{score.toFixed(2)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      {(terms.own.length > 0 || terms.near.length > 0) && (
        <p className="faint">
          {terms.own.length > 0 && (
            <>
              Has the words <Text>{terms.own.join(", ")}</Text>.{" "}
            </>
          )}
          {terms.near.length > 0 && (
            <>
              Its neighbours have <Text>{terms.near.join(", ")}</Text>.
            </>
          )}
        </p>
      )}
    </div>
  );
}
