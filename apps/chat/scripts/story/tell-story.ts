import type { ChatServer } from "@pagefile/chat";
import type { Memory } from "@pagefile/core";
import { readDocument } from "@pagefile/documents";
import { scenes } from "./scenes.ts";
import type { StoryClock } from "./story-clock.ts";

const notes = `# Places to eat in Lisbon

## Taberna da Rua

Ten minutes on foot from the aquarium. Small, loud, good for a birthday: they bring a candle without being asked. The mushrooms with
chestnuts are the thing to have. They cook without fish on request, when one writes the day before.

## Miradouro

The view is better than the kitchen. Go for a drink before dinner, not for dinner.

## Casa das Velas

Closed on Mondays. Everything comes with coriander, and they will not leave it out.
`;

const house = `# The house

## Boiler

Serviced by Nuno Ferreira on 3 March 2026. The pressure belongs between 1.2 and 1.6 bar; below that, open the left tap until it is back.

## Keys

The spare key is with Rita, second floor. The cellar key hangs behind the coats.
`;

export interface TellOptions {
  readonly server: ChatServer;
  readonly memory: Memory;
  readonly clock: StoryClock;
  /** Leaves out most of the diary, and with it what happens when the window is full. @default false */
  readonly brief?: boolean;
}

const briefly = /^Garden diary, page (?:[89]|\d\d):/;

/** Lets the story happen, day by day, in the space that the server calls home. */
export async function tellStory({ server, memory, clock, brief = false }: TellOptions): Promise<void> {
  const space = memory.space("local/me");
  clock.set(scenes[0]?.at ?? "");
  const agent = await server.agentOf("local/me");
  for (const scene of scenes) {
    if (brief && briefly.test(scene.said)) continue;
    clock.set(scene.at);
    await agent.start(scene.said, { by: "page" }).finished;
    if (scene.said.startsWith("Garden diary, page 5:")) {
      await takeIn(memory, "lisbon.md", notes);
      await takeIn(memory, "house.md", house);
      await space.write({
        kind: "passage",
        text: "Rita plays the cello on the first Sunday of the month, at six.",
        tags: ["music", "friends"],
      });
    }
  }
}

async function takeIn(memory: Memory, name: string, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  const { title, chunks } = await readDocument({ name, bytes });
  await memory.space("local/me").documents.put({ name, title, chunks, bytes: bytes.byteLength });
}
