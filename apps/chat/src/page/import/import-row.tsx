import type { ReactElement } from "react";
import type { ImportView } from "../../protocol/import.ts";
import { Badge, type Tone } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { counted, formatBytes, formatCount } from "../design/count.ts";
import { Meter } from "../design/meter.tsx";
import { Text } from "../design/text.tsx";
import { useSpace } from "../server/space-context.ts";
import { importedShare, importState, isRunning } from "./import-progress.ts";

const tones: Readonly<Partial<Record<ImportView["state"], Tone>>> = { done: "good", failed: "bad", cancelled: "warn" };

/** How far one file is. */
export function ImportRow({ view, onCancel }: { view: ImportView; onCancel: () => void }): ReactElement {
  const { locked } = useSpace();
  const { name, bytes, state, pages, chunks, embedded, entries, problems, error } = view;
  const running = isRunning(view);
  const steps = [
    formatBytes(bytes),
    ...(pages ? [`page ${formatCount(pages.done)} of ${formatCount(pages.total)}`] : []),
    ...(chunks ? [`${formatCount(chunks.written)} of ${formatCount(chunks.total)} passages written`] : []),
    ...(embedded ? [`${formatCount(embedded.done)} of ${formatCount(embedded.total)} embedded`] : []),
    ...(entries > 0 ? [counted(entries, "entry", "entries")] : []),
  ];
  return (
    <li className="import-row">
      <div className="import-name">
        <strong>
          <Text>{name}</Text>
        </strong>
        <Badge tone={tones[state] ?? "accent"}>{importState(view)}</Badge>
        {running && (
          <Button small locked={locked} onClick={onCancel}>
            Cancel<span className="visually-hidden"> {name}</span>
          </Button>
        )}
      </div>
      {running && (
        <div className="import-progress">
          <Meter value={importedShare(view)} label={`Progress of ${name}`} /> {Math.round(importedShare(view) * 100)} %
        </div>
      )}
      <p className="faint">{steps.join(" · ")}</p>
      {error !== undefined && (
        <p className="import-error" role="alert">
          <Text>{error}</Text>
        </p>
      )}
      {problems.length > 0 && (
        <details>
          <summary>{counted(problems.length, "problem")}, the rest was read</summary>
          <ul className="problems">
            {problems.map(({ page, reason }, index) => (
              <li key={index}>
                {page !== undefined && <strong>Page {page}: </strong>}
                <Text>{reason}</Text>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
