import { inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import { describeJournal, describeStore } from "../src/index.ts";

const database = inMemoryJournal();

describeJournal({ name: "the in-memory reference", open: () => database });
describeStore({ name: "the in-memory reference's own store", open: () => ({ journal: inMemoryJournal() }) });
describeStore({ name: "the in-memory store", open: () => ({ store: inMemoryStore({ name: "following" }) }) });
describeStore({ name: "a store that does not filter", open: () => ({ store: inMemoryStore({ name: "plain", capabilities: { filters: "none" } }) }) });
describeStore({
  name: "a store of vectors of passages",
  open: () => ({ store: inMemoryStore({ name: "vectors", capabilities: { serves: { passage: ["vector"] }, maxBatch: 3 } }) }),
});
