import type { JudgeRequest, Verdict } from "../../protocol/judgement.ts";
import type { CorrectRequest, ForgetReceipt, ForgetRequest } from "../../protocol/record.ts";
import type { ShownRecord } from "../../protocol/shown-record.ts";
import type { UndoReceipt, UndoRequest } from "../../protocol/timeline.ts";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";

export function forgetRecords(space: string, ids: readonly string[]): Promise<ForgetReceipt> {
  return call(spacePath(space, "forget"), { method: "POST", body: { ids } satisfies ForgetRequest });
}

export function undoRecord(space: string, record: string): Promise<UndoReceipt> {
  return call(spacePath(space, "undo"), { method: "POST", body: { record } satisfies UndoRequest });
}

/** What an undo would change. */
export function previewUndo(space: string, record: string): Promise<UndoReceipt> {
  return call(spacePath(space, "undo"), { method: "POST", body: { record, preview: true } satisfies UndoRequest });
}

/** No verdict takes back the one that was given. */
export function judgeRecord(space: string, record: string, verdict: Verdict | null): Promise<ShownRecord> {
  return call(spacePath(space, `records/${encodeURIComponent(record)}/judgement`), {
    method: "PUT",
    body: { verdict } satisfies JudgeRequest,
  });
}

/** A conflict comes as a ServerError that holds the current record. */
export function correctRecord(space: string, record: string, body: CorrectRequest): Promise<ShownRecord> {
  return call(spacePath(space, `records/${encodeURIComponent(record)}`), { method: "PUT", body });
}
