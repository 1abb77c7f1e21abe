import { type BareFaiss, putOf } from "./bare-faiss.ts";
import { type Corruptions, stranger } from "./corruption.ts";

/** Planted in the files of FAISS while no process has them open: those of the twelve kinds that a file of vectors can have. */
export const faissCorruptions: Corruptions<BareFaiss> = {
  "a vector without a record": {
    plant(bare, { name, kept }) {
      const vector = bare.vector(name, kept);
      bare.append(name, [putOf(stranger, 1, vector)], vector.bytes);
    },
    found: ["faiss vector orphan"],
  },
  "a record without its vector": {
    plant: (bare, { name, kept }) => bare.overwrite(name, bare.vector(name, kept)),
    found: ["faiss vector missing"],
  },
  "a stale version": {
    plant(bare, { name, edited }) {
      const vector = bare.vector(name, edited);
      bare.append(name, [putOf(edited, 1, vector)], vector.bytes);
    },
    found: ["faiss vector stale"],
  },
  "a record in the wrong space": {
    plant(bare, { name, kept, other }) {
      const vector = bare.vector(name, kept);
      bare.append(other, [putOf(kept, 1, vector)], vector.bytes);
      bare.append(name, [["none", kept, 1]]);
    },
    found: ["faiss vector missing"],
    foundInOther: ["faiss vector orphan"],
  },
  "a doubled projection": {
    plant(bare, { name, kept }) {
      const { bytes, embedder } = bare.vector(name, kept);
      // The set of another kind, for a set has one vector of a record.
      const set = 1;
      bare.append(name, [["set", set, "passage", embedder, bytes.length / 4], putOf(kept, 1, { set, bytes })], bytes);
    },
    found: ["faiss vector doubled"],
  },
  "a cursor that is ahead": {
    plant: (bare, { name }) => bare.moveCursors(name, 100),
    found: [],
  },
  "a tombstone that is still projected": {
    plant(bare, { name, kept, deleted }) {
      const vector = bare.vector(name, kept);
      bare.append(name, [putOf(deleted, 2, vector)], vector.bytes);
    },
    found: ["faiss vector orphan"],
  },
};
