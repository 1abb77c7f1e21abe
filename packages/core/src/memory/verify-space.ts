import type { RecordId } from "../contracts/index.ts";
import { type JournalView, viewJournal, type Viewing } from "./journal-view.ts";
import type { SpaceContext } from "./space-context.ts";
import { checkStore, type StoreCheck } from "./store-check.ts";
import type { VerifyReport } from "./verify.ts";

export type VerifyOptions = Pick<Viewing, "signal" | "onProgress">;

export interface Verification {
  readonly view: JournalView;
  readonly checks: readonly StoreCheck[];
  readonly report: VerifyReport;
}

export async function verifySpace(context: SpaceContext, options: VerifyOptions): Promise<Verification> {
  const { space, journal, projector, documents, clock } = context;
  const viewing: Viewing = { space, journal, documents, clock, ...options };
  const view = await viewJournal(viewing);
  const checks: StoreCheck[] = [];
  for (const follower of view.readable ? projector.every : [])
    checks.push(await settled(context, view, await checkStore(follower, view, viewing)));
  const { head, broken, live } = view;
  const stores = checks.map(({ report }) => report);
  const sound =
    broken === undefined &&
    stores.every(({ findings, unavailable, cursor }) => findings.length === 0 && unavailable === undefined && cursor <= head.seq);
  const report = { space, head, entries: head.seq, records: live.size, ...(broken === undefined ? {} : { broken }), stores, sound };
  return { view, checks, report };
}

/** Without the findings about records that were changed while the store was read. */
async function settled({ journal, space }: SpaceContext, { head }: JournalView, check: StoreCheck): Promise<StoreCheck> {
  if (check.located.length === 0 || (await journal.head(space)).seq === head.seq) return check;
  const changed = new Set<RecordId>();
  for await (const { id } of journal.read(space, head.seq)) changed.add(id);
  const located = check.located.filter(({ id }) => !changed.has(id));
  const findings = check.report.findings.filter(({ id }) => !changed.has(id));
  return { ...check, located, report: { ...check.report, findings } };
}
