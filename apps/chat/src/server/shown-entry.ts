import { recordText, type TimelineItem } from "@pagefile/core";
import type { EntryView } from "../protocol/timeline.ts";
import { shortened } from "./record-text.ts";

const mostCharacters = 4000;

export function showEntry({ entry, kind, before, superseded, undoable }: TimelineItem): EntryView {
  const { seq, operation, id, version, recordedAt, origin, content, hash } = entry;
  const named = content ?? before;
  return {
    seq,
    operation,
    record: id,
    version,
    recordedAt,
    ...(kind !== undefined && { kind }),
    ...(named?.collection !== undefined && { collection: named.collection }),
    ...(named?.key !== undefined && { key: named.key }),
    ...(origin !== undefined && { channel: origin.channel, trust: origin.trust }),
    ...(origin?.principal !== undefined && { principal: origin.principal }),
    ...(origin?.source !== undefined && { source: origin.source }),
    ...(content !== undefined && { text: shortened(recordText(content), mostCharacters) }),
    ...(before !== undefined && { before: shortened(recordText(before), mostCharacters) }),
    superseded,
    undoable,
    hash,
  };
}
