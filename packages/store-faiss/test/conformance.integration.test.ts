import { describeStore } from "@pagefile/conformance";
import { describeWithFaiss } from "@pagefile/services";
import { faiss } from "@pagefile/store-faiss";
import { freshFolder } from "./support/fresh-folder.ts";

await describeWithFaiss("FAISS", ({ load }) => {
  const open = (options: object) => () => ({ store: faiss({ folder: freshFolder(), load, ...options }) });
  describeStore({ name: "FAISS", open: open({}) });
  describeStore({ name: "FAISS, HNSW32 however few the vectors", open: open({ exactUpTo: 0 }) });
  describeStore({ name: "FAISS, Flat however few the vectors", open: open({ exactUpTo: 0, factory: "Flat" }) });
});
