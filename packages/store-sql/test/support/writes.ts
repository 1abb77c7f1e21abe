import { samplePut } from "./sample.ts";

export const batchSize = 3;

/** The record at one place of one write's batch. Its id, its key and its one rare word name both. */
export function writePut(write: number, at: number): ReturnType<typeof samplePut> {
  return samplePut({
    number: write * batchSize + at,
    text: `write w${write}x${at} of many`,
    group: "session",
    content: { collection: "writes", key: `${write} ${at}` },
  });
}
