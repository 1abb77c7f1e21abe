import { describe, expect, it } from "vitest";
import { kept } from "../../src/page/server/kept-answers.ts";

describe("an answer that is kept", () => {
  it("stays the same object for as long as it says the same, so that what shows it stays as it is", () => {
    const first = { facts: [{ id: "a" }] };
    kept.set("/api/spaces/acme%2Fada/graph", first);
    kept.set("/api/spaces/acme%2Fada/graph", { facts: [{ id: "a" }] });
    expect(kept.get("/api/spaces/acme%2Fada/graph")).toBe(first);
    kept.set("/api/spaces/acme%2Fada/graph", { facts: [{ id: "b" }] });
    expect(kept.get("/api/spaces/acme%2Fada/graph")).toEqual({ facts: [{ id: "b" }] });
  });

  it("is gone after an erasure if it told of a space, and for room if nobody looked at it", () => {
    kept.set("/api/session", "session");
    kept.set("/api/spaces/acme%2Fada/context", "context");
    kept.clear();
    expect([kept.get("/api/session"), kept.get("/api/spaces/acme%2Fada/context")]).toEqual(["session", undefined]);
    kept.set("/old", "old");
    for (let at = 0; at < 59; at += 1) {
      kept.set(`/new/${at}`, at);
      kept.get("/api/session");
    }
    expect([kept.get("/api/session"), kept.get("/old"), kept.get("/new/58")]).toEqual(["session", undefined, 58]);
  });
});
