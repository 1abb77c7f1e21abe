import { type Agent, type AgentEvent, createAgent, openMemory } from "@pagefile/core";
import type { ChatRequest, MemoryRecord } from "@pagefile/core/contracts";
import {
  type Failpoint,
  type FaultPlan,
  faultyJournal,
  type InMemoryJournal,
  inMemoryJournal,
  manualClock,
  payTool,
  type RandomSource,
  randomSource,
  type ScriptedReply,
  scriptedModel,
} from "@pagefile/testing";
import { expect, test } from "vitest";

const scenarios = process.env["PAGEFILE_PROMISE_SCALE"] === "full" ? 12_000 : 500;

/** What happened on the outside, where nothing can be taken back. */
interface World {
  readonly journal: InMemoryJournal;
  readonly clock: ReturnType<typeof manualClock>;
  readonly ledger: string[];
}

const newWorld = (): World => ({ journal: inMemoryJournal(), clock: manualClock(), ledger: [] });

/** A process: everything but the world is new, and `plan` says where it dies. */
async function agentIn({ journal, clock, ledger }: World, seed: number, plan: FaultPlan): Promise<Agent> {
  // Every process lives in a second of its own, as processes do.
  await clock.advance(1000);
  const memory = openMemory({ journal: faultyJournal(journal, plan), clock });
  return createAgent({
    memory,
    space: "acme/alice",
    model: scriptedModel(script(seed)),
    clock,
    tools: [payTool(ledger, seed % 2 === 0 ? "external" : "irreversible")],
    recall: seed % 3 === 0 ? "auto" : "tool",
  });
}

/** Two steps of calls, then an answer; what is asked for depends on the seed and the step alone. */
function script(seed: number): (request: ChatRequest) => ScriptedReply {
  return ({ messages }) => {
    const step = messages.slice(messages.findLastIndex(({ role }) => role === "user")).filter(({ role }) => role === "assistant").length;
    if (step === 2) return "All done.";
    const random = randomSource(seed * 10 + step);
    const calls = Array.from({ length: random.integer(1, 3) }, (_, at) => callOf(random, `${step}-${at}`));
    return { calls };
  };
}

function callOf(random: RandomSource, name: string): { readonly name: string; readonly arguments: Record<string, string> } {
  if (random.chance(0.5)) return { name: "pay", arguments: { to: `payee-${name}` } };
  if (random.chance(0.5)) return { name: "archival_memory_insert", arguments: { text: `note ${name}` } };
  return { name: "core_memory_replace", arguments: { label: "persona", old_text: "I am", new_text: `(${name}) I am` } };
}

const message = "Pay them and note it.";

/** Runs a turn to its end or its death; whatever waits for a word on the way gets one. */
async function run(agent: Agent, how: "send" | "resume"): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  try {
    for await (const event of how === "send" ? agent.send(message, { idempotencyKey: "the-message" }) : agent.resume()) events.push(event);
    while (await decided(agent)) for await (const event of agent.resume()) events.push(event);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "SimulatedDeath") throw error;
  }
  return events;
}

/** Whether anything waited. Every second call of a message is refused. */
async function decided(agent: Agent): Promise<boolean> {
  const waiting = await agent.confirmations();
  for (const { id } of waiting) await agent.decide(id, { approved: !id.endsWith("/1") });
  return waiting.length > 0;
}

/** Every place at which an undisturbed turn can die. */
async function placesToDie(seed: number): Promise<readonly { readonly at: Failpoint; readonly passage: number }[]> {
  const passages = new Map<Failpoint, number>();
  const places: { at: Failpoint; passage: number }[] = [];
  const onFailpoint = (at: Failpoint): void => {
    const passage = (passages.get(at) ?? 0) + 1;
    passages.set(at, passage);
    places.push({ at, passage });
  };
  await run(await agentIn(newWorld(), seed, { onFailpoint }), "send");
  return places;
}

test(`R4: in ${scenarios} deaths a turn resumes where it died and does no outside effect twice`, { timeout: 3_600_000 }, async () => {
  let done = 0;
  let unknown = 0;
  let refused = 0;
  for (let seed = 0; done < scenarios; seed += 1) {
    const places = await placesToDie(seed);
    for (const place of randomSource(seed).shuffle(places).slice(0, 24)) {
      if (done === scenarios) break;
      done += 1;
      const world = newWorld();
      const random = randomSource(seed * 1000 + done);
      await run(await agentIn(world, seed, { faults: [{ ...place, death: true }] }), "send");
      // Sometimes the process that takes over dies as well.
      if (random.chance())
        await run(
          await agentIn(world, seed, { faults: [{ ...random.pick(places), death: true }] }),
          random.pick(["send", "resume"] as const),
        );
      const agent = await agentIn(world, seed, {});
      const resumed = random.chance() ? await run(agent, "resume") : [];
      const events = resumed.length > 0 ? resumed : await run(agent, "send");
      const where = `seed ${seed}, died at ${place.at} ${place.passage}`;
      expect(events.at(-1), where).toMatchObject({ type: "turn-finish", reason: "answered", text: "All done." });
      const outcomes = await expectConsistent(agent, world.ledger, where);
      unknown += outcomes.unknown;
      refused += outcomes.refused;
    }
  }
  expect(Math.min(unknown, refused)).toBeGreaterThan(0);
});

/** Nothing was doubled, and what the memory says of each call agrees with what happened. Returns how many outcomes are unknown and were refused. */
async function expectConsistent(agent: Agent, ledger: readonly string[], where: string): Promise<Outcomes> {
  expect(new Set(ledger).size, where).toBe(ledger.length);
  const { items } = await agent.space.list({ kind: "message" });
  expect(
    items.map(bodyOf).filter(({ role }) => role === "user"),
    where,
  ).toHaveLength(1);
  const notes: string[] = [];
  let unknown = 0;
  let refused = 0;
  for (const [at, record] of items.entries()) {
    const { calls = [] } = bodyOf(record);
    const following = items[at + 1];
    const results = following === undefined ? [] : (bodyOf(following).results ?? []);
    if (calls.length > 0)
      expect(
        results.map(({ callId }) => callId),
        where,
      ).toEqual(calls.map(({ id }) => id));
    for (const [index, call] of calls.entries()) {
      const { text = "", failed, denied = false } = results[index] ?? {};
      const isUnknown = text.includes("not known");
      unknown += isUnknown ? 1 : 0;
      if (call.name === "archival_memory_insert") notes.push(call.arguments["text"] ?? "");
      if (denied) {
        refused += 1;
        expect(ledger, where).not.toContain(call.arguments["to"]);
      } else if (call.name === "pay" && !isUnknown)
        expect([text, ledger.includes(call.arguments["to"] ?? "")], where).toEqual([`Paid ${call.arguments["to"]}.`, true]);
      if (call.name !== "pay") expect([text, failed], where).toEqual([text, false]);
    }
  }
  const kept = (await agent.space.list({ kind: "passage" })).items.map(({ body }) =>
    body instanceof Uint8Array ? "" : String(body["text"]),
  );
  expect(new Set(kept), where).toEqual(new Set(notes));
  expect(kept, where).toHaveLength(notes.length);
  const persona = (await agent.blocks()).find(({ key }) => key === "persona");
  const edits = items.flatMap((record) => bodyOf(record).calls ?? []).filter(({ name }) => name === "core_memory_replace");
  const text = persona === undefined || persona.body instanceof Uint8Array ? "" : String(persona.body["text"]);
  for (const { arguments: input } of edits) expect(text.split(input["new_text"] ?? "").length - 1, where).toBeLessThanOrEqual(1);
  return { unknown, refused };
}

interface Outcomes {
  readonly unknown: number;
  readonly refused: number;
}

interface Body {
  readonly role: string;
  readonly calls?: readonly { readonly id: string; readonly name: string; readonly arguments: Readonly<Record<string, string>> }[];
  readonly results?: readonly { readonly callId: string; readonly text: string; readonly failed: boolean; readonly denied?: boolean }[];
}

function bodyOf({ body }: MemoryRecord): Body {
  return body as unknown as Body;
}
