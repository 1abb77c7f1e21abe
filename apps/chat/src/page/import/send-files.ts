import type { ImportsView, ImportView } from "../../protocol/import.ts";
import { formatBytes } from "../design/count.ts";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";
import { ServerError } from "../server/server-error.ts";

export interface Sending {
  readonly files: readonly File[];
  readonly limits: Pick<ImportsView, "maxBytes">;
  readonly heard: (view: ImportView) => void;
}

/** Sends files one after the other; what becomes of each comes as events. One that cannot be sent does not keep the others back. */
export async function sendFiles(space: string, { files, limits: { maxBytes }, heard }: Sending): Promise<void> {
  const refused: ServerError[] = [];
  for (const file of files) {
    try {
      heard(await sendFile(space, file, maxBytes));
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      refused.push(error);
    }
  }
  const [first] = refused;
  if (!first) return;
  throw refused.length === 1 ? first : new ServerError(refused.map(({ message }) => message).join(" "), first);
}

async function sendFile(space: string, file: File, maxBytes: number): Promise<ImportView> {
  if (file.size > maxBytes) {
    const message = `${file.name} has ${formatBytes(file.size)}; a file may have ${formatBytes(maxBytes)}.`;
    throw new ServerError(message, { code: "TOO_LARGE", status: 413 });
  }
  return call<ImportView>(spacePath(space, `imports/${encodeURIComponent(file.name)}`), { method: "PUT", body: file });
}
