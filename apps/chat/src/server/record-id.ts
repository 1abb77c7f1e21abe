import type { RecordId } from "@pagefile/core/contracts";
import { notFound } from "./request-error.ts";

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** @throws RequestError 404 for what can be no record's id */
export function recordId(text: string): RecordId {
  if (form.test(text)) return text;
  throw notFound("There is no such record.");
}
