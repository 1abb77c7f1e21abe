import { describe, expect, it } from "vitest";
import { formatRoute, parseRoute } from "../../src/page/route.ts";

describe("a link into the page", () => {
  it("names a space, a tab and what is open in it", () => {
    expect(parseRoute("#/acme%2Falice/recall/01-a")).toEqual({ space: "acme/alice", tab: "recall", record: "01-a" });
    expect(parseRoute("#/acme%2Falice")).toEqual({ space: "acme/alice", tab: "context" });
    expect(parseRoute("")).toEqual({ tab: "context" });
  });

  it("names a record that lies over its tab, with or without one that is open in it", () => {
    expect(parseRoute("#/a%2Fb/timeline//01-a")).toEqual({ space: "a/b", tab: "timeline", open: "01-a" });
    for (const route of [{ open: "01-a" }, { record: "b/c", open: "01-a" }].map(
      (more) => ({ space: "a/b", tab: "graph", ...more }) as const,
    )) {
      expect(parseRoute(formatRoute(route))).toEqual(route);
    }
  });

  it("leads to the first tab where it names none that exists", () => {
    expect(parseRoute("#/a%2Fb/nowhere")).toEqual({ space: "a/b", tab: "context" });
  });

  it("takes what is no encoding as it stands", () => {
    expect(parseRoute("#/a%2Fb/tables/100%")).toEqual({ space: "a/b", tab: "tables", record: "100%" });
  });

  it("is the same after being written and read, whatever the names hold", () => {
    for (const name of ["a/b", "ä/ö ü", "a/#?%&", "日本/語"]) {
      const route = { space: name, tab: "graph", record: name } as const;
      expect(parseRoute(formatRoute(route))).toEqual(route);
    }
    expect(parseRoute(formatRoute({ tab: "context" }))).toEqual({ tab: "context" });
  });
});
