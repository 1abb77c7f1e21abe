import { useEffect, useMemo, useRef } from "react";
import { type PageMessage, type PagePart, turnOf } from "./page-message.ts";
import { waitsForWord } from "./reply-items.ts";

/**
 * A reply that goes on after somebody else decided: its stream tells what comes from the calls that waited on, so what had come
 * before stays in front of that until memory has all of it.
 */
export function goneOn(waited: PageMessage | undefined, now: PageMessage): PageMessage {
  const [first] = now.parts;
  const going = now.metadata?.resumed === true && first !== undefined && first.type !== "step-start";
  if (waited === undefined || !going || turnOf(waited) !== turnOf(now)) return now;
  const fresh = new Map(now.parts.map((part) => [keyOf(part), part]));
  const known = new Set(waited.parts.map(keyOf));
  const before = waited.parts.map((part) => (keyOf(part) === undefined ? part : (fresh.get(keyOf(part)) ?? part)));
  const after = now.parts.filter((part) => keyOf(part) === undefined || !known.has(keyOf(part)));
  return { ...now, parts: [...before, ...after] };
}

/** What names a call, or an event of which there is one, in every stream of its turn. */
function keyOf(part: PagePart): string | undefined {
  if (part.type === "dynamic-tool") return part.toolCallId;
  return part.type === "data-recall" || part.type === "data-confirmation" ? `${part.type} ${part.id ?? ""}` : undefined;
}

/** The messages as they are shown. */
export function useGoneOn(messages: PageMessage[]): readonly PageMessage[] {
  const waited = useRef<PageMessage>(undefined);
  const last = messages.at(-1);
  useEffect(() => {
    if (last !== undefined && waitsForWord(last)) waited.current = last;
  }, [last]);
  return useMemo(() => (last === undefined ? messages : messages.with(-1, goneOn(waited.current, last))), [messages, last]);
}
