import { PagefileError, type RecordRef } from "../contracts/index.ts";
import { cleanId } from "./clean-origin.ts";
import { cleanName } from "./clean-text.ts";
import { cleanKind } from "./draft.ts";
import { limits } from "./limits.ts";

/** @throws PagefileError RECORD_INVALID */
export function cleanRef(ref: RecordRef): RecordRef {
  if (typeof ref !== "object" || ref === null) return cleanId(ref);
  const { kind, collection, key } = ref;
  if (Array.isArray(ref))
    throw new PagefileError("RECORD_INVALID", "A record is named by its id, or by kind, collection and key; got an array.");
  return {
    kind: cleanKind(kind),
    collection: cleanName("The collection", collection, limits.nameLength),
    key: cleanName("The key", key, limits.nameLength),
  };
}

export function showRef(ref: RecordRef): string {
  return typeof ref === "string" ? ref : `${ref.kind} ${ref.collection}/${ref.key}`;
}
