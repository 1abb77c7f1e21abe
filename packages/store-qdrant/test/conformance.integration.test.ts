import { describeStore } from "@pagefile/conformance";
import { describeWithService } from "@pagefile/services";
import { qdrant } from "@pagefile/store-qdrant";
import { QdrantClient } from "@qdrant/js-client-rest";

describeWithService("qdrant", "Qdrant", ({ url }) => {
  const collection = `conformance-${crypto.randomUUID()}`;
  describeStore({
    name: "Qdrant",
    open: () => ({ store: qdrant({ url, collection }) }),
    teardown: async () => void (await new QdrantClient({ url, checkCompatibility: false }).deleteCollection(collection)),
  });
});
