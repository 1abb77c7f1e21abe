import { type ReactElement, useId } from "react";
import { Dot, type Tone } from "../design/badge.tsx";
import { counted } from "../design/count.ts";
import { Text } from "../design/text.tsx";
import type { Connection } from "../server/event-source.ts";
import { useConnection } from "../server/events.ts";
import { useSpace } from "../server/space-context.ts";
import { storesInWords } from "./stores-in-words.ts";
import "./memory-state.css";

const connections: Readonly<Record<Connection, string>> = {
  connecting: "Connecting",
  connected: "Connected: changes show as they happen",
  lost: "Not connected; trying again",
};

/** Whether the stores agree, which model answers, and whether this page is live: in a line, and in full when it is opened. */
export function MemoryState(): ReactElement {
  const { stores, model } = useSpace();
  const connection = useConnection();
  const id = useId();
  const behind = stores.some((store) => store.behind > 0 || store.reason !== undefined);
  const tone: Tone = connection === "lost" ? "bad" : behind ? "warn" : connection === "connected" ? "good" : "plain";
  const agreement = connection === "lost" ? "Not connected" : storesInWords(stores);
  return (
    <>
      <button type="button" className="header-button memory-state" popoverTarget={id}>
        <Dot tone={tone} />
        <span className="shorten">{agreement}</span>
        <span className="shorten model-name">{modelInWords(model)}</span>
        <span className="visually-hidden">Details</span>
      </button>
      <div id={id} popover="auto" className="popover memory-state-details" data-side="end" role="dialog" aria-label="State of the memory">
        <dl>
          <dt>Model</dt>
          <dd>
            <Text>{model.offline ? "Built-in rules, no language model" : model.id}</Text>
            {model.hint !== undefined && (
              <small>
                <Text>{model.hint}</Text>
              </small>
            )}
          </dd>
          <dt>Stores</dt>
          {stores.map((store) => (
            <dd key={store.name}>
              <Dot tone={store.behind > 0 || store.reason !== undefined ? "warn" : "good"} /> <Text>{store.name}</Text>
              {": "}
              {store.behind > 0 ? `${counted(store.behind, "entry", "entries")} behind` : "in step"}
              <small>{store.arms.join(", ")}</small>
              {store.reason !== undefined && (
                <small>
                  <Text>{store.reason}</Text>
                </small>
              )}
            </dd>
          ))}
          <dt>This page</dt>
          <dd>{connections[connection]}</dd>
        </dl>
      </div>
    </>
  );
}

function modelInWords({ offline, id }: { readonly offline: boolean; readonly id: string }): string {
  return offline ? "Built-in rules" : id;
}
