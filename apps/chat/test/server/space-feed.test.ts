import { type StoreLag, systemClock } from "@pagefile/core";
import { expect, it, onTestFinished } from "vitest";
import { Mailbox } from "../../src/server/feed/mailbox.ts";
import { SpaceFeed } from "../../src/server/feed/space-feed.ts";
import { openSqlite } from "./open-server.ts";

const at = (behind: number): readonly StoreLag[] => [{ store: "late", arms: ["vector"], behind }];

it("looks at the stores again where something was written while it looked, and tells what it finds", async () => {
  const space = openSqlite().space("local/me");
  await space.write({ kind: "message", text: "before" });
  const held = Promise.withResolvers<readonly StoreLag[]>();
  const answers = [Promise.resolve(at(0)), held.promise, Promise.resolve(at(1)), Promise.resolve(at(0))];
  let asked = 0;
  const lag = (): Promise<readonly StoreLag[]> => answers[asked++] ?? Promise.resolve(at(0));
  const feed = new SpaceFeed({ space, clock: systemClock, lag });
  onTestFinished(() => feed.close());
  const mailbox = new Mailbox();
  await feed.join(mailbox);
  await expect.poll(() => asked).toBe(2);
  await space.write({ kind: "message", text: "meanwhile" });
  feed.pulse();
  expect((await mailbox.take())?.event).toMatchObject({ type: "entry", entry: { text: "meanwhile" } });
  held.resolve(at(0));
  expect((await mailbox.take())?.event).toMatchObject({ type: "stores", stores: [{ name: "late", behind: 1 }] });
  const late = new Mailbox();
  await feed.join(late);
  expect(feed.stores).toMatchObject([{ name: "late", behind: 1 }]);
  for (const page of [mailbox, late]) expect((await page.take())?.event).toMatchObject({ type: "stores", stores: [{ behind: 0 }] });
});
