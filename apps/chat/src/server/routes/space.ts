import type { Hono } from "hono";
import type { MountView, SpaceView } from "../../protocol/space.ts";
import { cardOf } from "../begun-spaces.ts";
import type { ChatServices, SpaceEnv } from "../chat-services.ts";
import { exportStream } from "../export-stream.ts";
import { given } from "../request-query.ts";
import { showStores } from "../shown-stores.ts";

export function spaceRoutes(app: Hono<SpaceEnv>, { memory, agents, tallies, bytes }: ChatServices): void {
  app.get("/", async (context) => {
    const { space } = context.var;
    const [live, role] = await Promise.all([agents.of(space.name), agents.roleOf(space.name)]);
    const [card, counts, stores, size, mounts] = await Promise.all([
      cardOf(memory, agents, { space: space.name, agent: live?.folder.id ?? role?.agent ?? "" }),
      tallies.of(space.name),
      memory.lag(space.name),
      bytes(),
      Promise.all((live?.mounts ?? []).map((mount) => showMount(mount.space, mount.access))),
    ]);
    const view: SpaceView = {
      ...card,
      counts,
      mounts,
      stores: showStores(stores),
      ...given("bytes", size),
      ...given("embedder", memory.embedder?.id),
    };
    return context.json(view);
  });

  app.get("/export", (context) => exportStream(context.var.space));

  async function showMount(space: string, access: "read" | "write"): Promise<MountView> {
    return { space, access, counts: await tallies.of(space) };
  }
}
