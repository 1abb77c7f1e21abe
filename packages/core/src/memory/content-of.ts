import type { MemoryRecord, RecordContent } from "../contracts/index.ts";

/** What a record says, without what the journal says of it. */
export function contentOf({
  id: _id,
  version: _version,
  seq: _seq,
  recordedAt: _recordedAt,
  origin: _origin,
  ...content
}: MemoryRecord): RecordContent {
  return content;
}
