import { describeStore } from "@pagefile/conformance";
import { describeWithFaiss } from "@pagefile/services";
import { faiss } from "@pagefile/store-faiss";
import { freshFolder } from "./support/fresh-folder.ts";

await describeWithFaiss("FAISS", ({ load }) => {
  describeStore({ name: "FAISS HNSW32", open: () => ({ store: faiss({ folder: freshFolder(), load }) }) });
  describeStore({ name: "FAISS Flat", open: () => ({ store: faiss({ folder: freshFolder(), factory: "Flat", load }) }) });
});
