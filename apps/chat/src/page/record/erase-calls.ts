import type { ErasePreview, ErasePreviewRequest, EraseReceiptView, EraseRequest } from "../../protocol/erase.ts";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";

export function previewErasure(space: string, body: ErasePreviewRequest): Promise<ErasePreview> {
  return call(spacePath(space, "erase/preview"), { method: "POST", body });
}

export function erase(space: string, token: string): Promise<EraseReceiptView> {
  return call(spacePath(space, "erase"), { method: "POST", body: { token } satisfies EraseRequest });
}
