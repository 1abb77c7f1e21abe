import type { MemoryRecord, RecordRef } from "../contracts/index.ts";
import { append, put } from "./append.ts";
import { changedOrigin } from "./changed-origin.ts";
import { cleanRef, showRef } from "./clean-ref.ts";
import { cleanVersion } from "./draft.ts";
import { toInstant } from "./instant.ts";
import { patchContent } from "./patch.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { notFound, type SpaceContext } from "./space-context.ts";
import type { Patch, UpdateOptions, WriteOptions, WriteReceipt } from "./space-memory.ts";

interface Edit {
  readonly change: (record: MemoryRecord) => Patch | undefined;
  readonly options: UpdateOptions;
  readonly asked: unknown;
}

export async function update(
  context: SpaceContext,
  ref: RecordRef,
  { patch, options }: { patch: Patch; options: UpdateOptions },
): Promise<WriteReceipt> {
  const { occurredAt } = patch;
  const asked = {
    update: ref,
    patch: { ...patch, occurredAt: occurredAt instanceof Date ? toInstant("`occurredAt`", occurredAt) : occurredAt },
  };
  return change(context, ref, { change: () => patch, options, asked });
}

export async function edit(
  context: SpaceContext,
  ref: RecordRef,
  { change: apply, options }: { change: Edit["change"]; options: WriteOptions },
): Promise<WriteReceipt> {
  return change(context, ref, { change: apply, options, asked: { edit: ref } });
}

async function change(context: SpaceContext, given: RecordRef, { change: apply, options, asked }: Edit): Promise<WriteReceipt> {
  const ref = cleanRef(given);
  const { expectedVersion } = options;
  if (expectedVersion !== undefined) return (await attempt(cleanVersion(expectedVersion))).append();
  return context.turns.take(`${context.space} ${showRef(ref)}`, () => retryOnConflict(() => attempt(undefined)));

  async function attempt(version: number | undefined): Promise<{ ids: string[]; append: () => Promise<WriteReceipt> }> {
    const [record] = await context.journal.get(context.space, [ref]);
    if (record === undefined) throw notFound(showRef(ref));
    const patch = apply(record);
    if (patch === undefined) return { ids: [record.id], append: () => unchanged(context, record) };
    const origin = changedOrigin(record.origin, options.origin);
    const changed = {
      ...put(context, { id: record.id, content: patchContent(record, patch), origin }),
      expectedVersion: version ?? record.version,
    };
    return { ids: [record.id], append: () => append(context, { changes: [changed], options, asked }) };
  }
}

async function unchanged({ journal, space }: SpaceContext, { id, version }: MemoryRecord): Promise<WriteReceipt> {
  return { records: [{ id, version, outcome: "skipped" }], head: await journal.head(space), pending: [], replayed: false };
}
