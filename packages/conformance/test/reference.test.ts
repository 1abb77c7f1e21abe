import { inMemoryJournal } from "@pagefile/testing";
import { describeJournal } from "../src/index.ts";

const database = inMemoryJournal();

describeJournal({ name: "the in-memory reference", open: () => database });
