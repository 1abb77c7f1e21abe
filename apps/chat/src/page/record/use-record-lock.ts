import type { ShownRecord } from "../../protocol/shown-record.ts";
import { useSpace } from "../server/space-context.ts";

/** Why a record cannot be changed now; absent where it can. */
export function useRecordLock(record: ShownRecord | undefined): string | undefined {
  const { name, locked } = useSpace();
  const elsewhere = record !== undefined && record.space !== name;
  return locked ?? (elsewhere ? `It is in ${record.space}, which can only be read from here` : undefined);
}
