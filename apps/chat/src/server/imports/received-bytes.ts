import { RequestError } from "../request-error.ts";

export const mostBytes: number = 50_000_000;

/** Takes in a file as it comes. @throws RequestError 413 as soon as it is too large, 400 where it broke off; the signal's reason */
export async function receiveBytes(
  body: AsyncIterable<Uint8Array>,
  {
    announced,
    onBytes,
    signal,
  }: { readonly announced: number | undefined; readonly onBytes: (bytes: number) => void; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  if (announced !== undefined && announced > mostBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      signal.throwIfAborted();
      size += chunk.byteLength;
      if (size > mostBytes) throw tooLarge();
      chunks.push(chunk);
      onBytes(size);
    }
  } catch (error) {
    if (error instanceof RequestError || signal.aborted) throw error;
    throw new RequestError(400, "UPLOAD_CUT", { message: "The file did not arrive whole; send it again." });
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(): RequestError {
  return new RequestError(413, "TOO_LARGE", { message: `A file has at most ${mostBytes / 1_000_000} MB.` });
}
