import type { RecordContent } from "../contracts/index.ts";
import { cleanGraphBody } from "../graph/graph-body.ts";
import { cleanBody } from "./clean-body.ts";
import { cleanAttributes, cleanTags } from "./clean-labels.ts";
import { cleanName } from "./clean-text.ts";
import { cleanFlag, cleanKind } from "./draft.ts";
import { toInstant } from "./instant.ts";
import { limits } from "./limits.ts";

/** Content from outside, held to what `write` accepts. @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED */
export function cleanContent(content: RecordContent): RecordContent {
  const { kind, body, tags, attributes, createdAt, occurredAt, collection, key, index } = content;
  return {
    kind: cleanKind(kind),
    body: cleanGraphBody(cleanKind(kind), cleanBody(body), cleanFlag(index)),
    tags: cleanTags(tags),
    attributes: cleanAttributes(attributes),
    createdAt: toInstant("`createdAt`", createdAt),
    ...(occurredAt === undefined ? {} : { occurredAt: toInstant("`occurredAt`", occurredAt) }),
    ...(collection === undefined && key === undefined
      ? {}
      : { collection: cleanName("The collection", collection, limits.nameLength), key: cleanName("The key", key, limits.nameLength) }),
    index: cleanFlag(index),
  };
}
