import { PagefileError } from "@pagefile/core/contracts";
import { deterministicEmbedder, inMemoryJournal, inMemoryStore, scriptedModel } from "@pagefile/testing";
import { describeChatModel, describeEmbedder, describeJournal, describeStore } from "../src/index.ts";
import { scriptedAnswer } from "./scripted-answers.ts";

const database = inMemoryJournal();

describeJournal({ name: "the in-memory reference", open: () => database });
describeStore({ name: "the in-memory reference's own store", open: () => ({ journal: inMemoryJournal() }) });
describeStore({ name: "the in-memory store", open: () => ({ store: inMemoryStore({ name: "following" }) }) });
describeStore({
  name: "a store that does not filter",
  open: () => ({ store: inMemoryStore({ name: "plain", capabilities: { filters: "none" } }) }),
});
describeStore({
  name: "a store of vectors of passages",
  open: () => ({ store: inMemoryStore({ name: "vectors", capabilities: { serves: { passage: ["vector"] }, maxBatch: 3 } }) }),
});
describeChatModel({
  name: "the scripted model",
  open: () => scriptedModel(scriptedAnswer, { strict: {} }),
  broken: () => ({
    unknown: scriptedModel(() => new PagefileError("MODEL_NOT_FOUND", "There is no such model.")),
    unreachable: scriptedModel(() => new PagefileError("MODEL_UNAVAILABLE", "Nothing listens there.", { retryable: true })),
  }),
});
describeEmbedder({ name: "the hashed embedder", open: () => deterministicEmbedder() });
