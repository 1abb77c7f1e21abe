"""One collection: a shard of the real engine, what the server keeps beside it, and the requests it takes."""

import threading

import qdrant_edge as edge
from conditions import filter_of, needed_indexes, point_id
from points import order_of, payload_of, points_of, positive, query_of, shown, vectors_of
from refusal import Refusal, fields

UPDATE = edge.UpdateOperation
# As in Qdrant Cloud: a filter on a key without an index is refused instead of slow.
STRICT = {"enabled": True, "unindexed_filtering_retrieve": False, "unindexed_filtering_update": False}
MODES = {"upsert": edge.UpdateMode.Upsert, "insert_only": edge.UpdateMode.InsertOnly, "update_only": edge.UpdateMode.UpdateOnly}
INDEX_PARAMETERS = {
    "keyword": edge.KeywordIndexParams,
    "integer": edge.IntegerIndexParams,
    "float": edge.FloatIndexParams,
    "bool": edge.BoolIndexParams,
    "datetime": edge.DatetimeIndexParams,
    "uuid": edge.UuidIndexParams,
}


class Collection:
    def __init__(self, folder, body):
        known = ("vectors", "sparse_vectors", "strict_mode_config", "hnsw_config", "optimizers_config", "on_disk_payload")
        fields(body, "CreateCollection", optional=known)
        vectors = body.get("vectors") or {}
        self.unnamed = "size" in vectors
        self.vectors = {"": vectors} if self.unnamed else dict(vectors)
        self.sparse = dict(body.get("sparse_vectors") or {})
        self.strict = {**STRICT, **(body.get("strict_mode_config") or {})}
        self.indexes = {}
        self.lock = threading.Lock()
        self.folder = folder
        self.shard = edge.EdgeShard.create(folder, self.layout(body))

    def layout(self, body):
        """The vectors there are, and what a request says of the optimiser and the graph."""
        return edge.EdgeConfig(
            vectors={name: edge.EdgeVectorParams(**dense_parameters(one)) for name, one in self.vectors.items()},
            sparse_vectors={name: edge.EdgeSparseVectorParams(**sparse_parameters(one)) for name, one in self.sparse.items()},
            wal_enabled=False,
            **tuning(body),
        )

    def close(self):
        with self.lock:
            self.shard.close()

    def configure(self, body):
        fields(body, "UpdateCollection", optional=("strict_mode_config", *TUNING))
        self.strict |= body.get("strict_mode_config") or {}
        if body.keys() & TUNING.keys():
            self.optimise(body)
        return True

    def optimise(self, body):
        """What the server's optimiser does in the background: here before the answer, and not again by itself."""
        with self.lock:
            self.shard.flush()
            self.shard.close()
            self.shard = edge.EdgeShard.load(self.folder, self.layout(body))
            self.shard.optimize()

    def describe(self):
        with self.lock:
            info = self.shard.info()
        schema = {name: index | {"points": info.payload_schema[name].points} for name, index in self.indexes.items()}
        vectors = self.vectors[""] if self.unnamed else self.vectors
        return {
            "status": "green",
            "optimizer_status": "ok",
            "points_count": info.points_count,
            "indexed_vectors_count": info.indexed_vectors_count,
            "segments_count": info.segments_count,
            "config": {"params": {"vectors": vectors, "sparse_vectors": self.sparse}, "strict_mode_config": self.strict},
            "payload_schema": schema,
        }

    # What the collection is made of

    def create_index(self, body):
        fields(body, "CreateFieldIndex", required=("field_name",), optional=("field_schema",))
        schema = body.get("field_schema") or "keyword"
        parameters = {"type": schema} if isinstance(schema, str) else dict(schema)
        kind = parameters.pop("type")
        if kind not in INDEX_PARAMETERS:
            raise Refusal(400, f"Format error in JSON body: unknown payload schema type `{kind}`")
        self.apply(UPDATE.create_field_index(body["field_name"], INDEX_PARAMETERS[kind](**parameters)))
        self.indexes[body["field_name"]] = {"data_type": kind, **({"params": {"type": kind, **parameters}} if parameters else {})}
        return done()

    def delete_index(self, field):
        if self.indexes.pop(field, None):
            self.apply(UPDATE.delete_field_index(field))
        return done()

    def create_vector(self, name, body):
        if "dense" in fields(body, "VectorNameConfig", optional=("dense", "sparse")):
            self.apply(UPDATE.create_dense_vector(name, **dense_parameters(body["dense"])))
            self.vectors[name] = body["dense"]
        else:
            self.apply(UPDATE.create_sparse_vector(name, **sparse_parameters(body["sparse"])))
            self.sparse[name] = body["sparse"]
        return done()

    def delete_vector(self, name):
        self.apply(UPDATE.delete_vector_name(name))
        self.vectors.pop(name, None)
        self.sparse.pop(name, None)
        return done()

    # Changes

    def update_many(self, body):
        results = []
        for one in fields(body, "UpdateOperations", required=("operations",))["operations"]:
            if len(one) != 1:
                raise Refusal(400, "Format error in JSON body: data did not match any variant of untagged enum UpdateOperation")
            [(name, operation)] = one.items()
            results.append(self.update(name, operation))
        return results

    def update(self, name, body):
        if name not in OPERATIONS:
            raise Refusal(400, f"Format error in JSON body: unknown update operation `{name}`")
        for key in ("filter", "update_filter"):
            self.check_indexed(body.get(key), "unindexed_filtering_update")
        for operation in OPERATIONS[name](body):
            self.apply(operation)
        return done()

    def apply(self, operation):
        with self.lock:
            self.shard.update(operation)

    # Questions

    def retrieve(self, body):
        fields(body, "PointRequest", required=("ids",), optional=("with_payload", "with_vector"))
        ids = [point_id(one) for one in body["ids"]]
        with self.lock:
            records = self.shard.retrieve(ids, payload_of(body.get("with_payload"), True), body.get("with_vector") or False)
        return [shown(record) for record in records]

    def scroll(self, body):
        fields(body, "ScrollRequest", optional=("filter", "limit", "offset", "with_payload", "with_vector", "order_by"))
        self.check_indexed(body.get("filter"))
        order = body.get("order_by")
        self.check_ordered(order)
        request = edge.ScrollRequest(
            offset=None if body.get("offset") is None else point_id(body["offset"]),
            limit=positive(body.get("limit"), 10),
            filter=filter_of(body.get("filter")),
            with_payload=payload_of(body.get("with_payload"), True),
            with_vector=body.get("with_vector") or False,
            order_by=None if order is None else order_of(order),
        )
        with self.lock:
            records, following = self.shard.scroll(request)
        return {"points": [shown(record) for record in records], "next_page_offset": following}

    def query(self, body):
        return self.query_many({"searches": [body]})[0]

    def query_many(self, body):
        requests = []
        for one in fields(body, "QueryRequestBatch", required=("searches",))["searches"]:
            self.check_indexed(one.get("filter"))
            if isinstance(one.get("query"), dict):
                self.check_ordered(one["query"].get("order_by"))
            requests.append(query_of(one))
        with self.lock:
            return [{"points": [shown(point) for point in self.shard.query(request)]} for request in requests]

    def count(self, body):
        fields(body, "CountRequest", optional=("filter", "exact"))
        self.check_indexed(body.get("filter"))
        with self.lock:
            return {"count": self.shard.count(edge.CountRequest(body.get("exact", True), filter_of(body.get("filter"))))}

    def facet(self, body):
        fields(body, "FacetRequest", required=("key",), optional=("limit", "filter", "exact"))
        self.check_indexed(body.get("filter"))
        request = edge.FacetRequest(body["key"], positive(body.get("limit"), 10), body.get("exact") or False, filter_of(body.get("filter")))
        with self.lock:
            hits = self.shard.facet(request).hits
        return {"hits": [{"value": hit.value, "count": hit.count} for hit in hits]}

    # Strict mode

    def check_indexed(self, condition, rule="unindexed_filtering_retrieve"):
        if not self.strict["enabled"] or self.strict[rule]:
            return
        for key, types in needed_indexes(condition):
            kind = self.indexes.get(key, {}).get("data_type")
            if kind is None or (types is not None and kind not in types):
                raise Refusal(400, f'Bad request: Index required but not found for "{key}" of one of the following types: {types}')

    def check_ordered(self, order):
        if order is None:
            return
        key = order if isinstance(order, str) else order["key"]
        if self.indexes.get(key, {}).get("data_type") not in {"integer", "float", "datetime"}:
            raise Refusal(400, f"Bad request: No range index for `order_by` key: `{key}`. Please create one to use `order_by`.")


TUNING = {"optimizers_config": "OptimizersConfigDiff", "hnsw_config": "HnswConfigDiff"}
OPTIMISER = ("indexing_threshold", "deleted_threshold", "vacuum_min_vector_number", "default_segment_number", "max_segment_size")


def tuning(body):
    """The engine's settings for its optimiser and its graph of vectors, where a request has any."""
    settings = {}
    if body.get("optimizers_config"):
        settings["optimizers"] = edge.EdgeOptimizersConfig(**fields(body["optimizers_config"], TUNING["optimizers_config"], optional=OPTIMISER))
    if body.get("hnsw_config"):
        given = fields(body["hnsw_config"], TUNING["hnsw_config"], optional=("m", "ef_construct", "full_scan_threshold", "payload_m"))
        settings["hnsw_config"] = edge.HnswIndexConfig(**{"m": 16, "ef_construct": 100, "full_scan_threshold": 10000, **given})
    return settings


def done():
    return {"operation_id": 0, "status": "completed"}


def dense_parameters(value):
    fields(value, "VectorParams", required=("size", "distance"), optional=("on_disk", "datatype", "hnsw_config"))
    return {"size": value["size"], "distance": getattr(edge.Distance, value["distance"])}


def sparse_parameters(value):
    fields(value, "SparseVectorParams", optional=("modifier", "index"))
    return {"modifier": edge.Modifier.Idf if value.get("modifier") == "idf" else None}


def upsert(body):
    fields(body, "PointInsertOperations", optional=("points", "batch", "update_filter", "update_mode"))
    yield UPDATE.upsert_points(points_of(body), filter_of(body.get("update_filter")), MODES[body.get("update_mode") or "upsert"])


def update_vectors(body):
    fields(body, "UpdateVectors", required=("points",), optional=("update_filter",))
    rows = [fields(one, "PointVectors", required=("id", "vector")) for one in body["points"]]
    changed = [edge.PointVectors(point_id(row["id"]), vectors_of(row["vector"])) for row in rows]
    yield UPDATE.update_vectors(changed, filter_of(body.get("update_filter")))


def on_points(by_ids, by_filter, *names):
    """An operation on points that are chosen by ids or by a filter; `names` are its other members, in the engine's order."""

    def operations(body):
        fields(body, "PointsSelector", optional=("points", "filter", *names))
        if (body.get("points") is None) == (body.get("filter") is None):
            raise Refusal(400, "Format error in JSON body: either `points` or `filter` is needed")
        values = [body[name] for name in names if body.get(name) is not None]
        if body.get("points") is not None:
            yield by_ids([point_id(one) for one in body["points"]], *values)
        else:
            yield by_filter(filter_of(body["filter"]), *values)

    return operations


OPERATIONS = {
    "upsert": upsert,
    "update_vectors": update_vectors,
    "delete": on_points(UPDATE.delete_points, UPDATE.delete_points_by_filter),
    "delete_vectors": on_points(UPDATE.delete_vectors, UPDATE.delete_vectors_by_filter, "vector"),
    "set_payload": on_points(UPDATE.set_payload, UPDATE.set_payload_by_filter, "payload", "key"),
    "overwrite_payload": on_points(UPDATE.overwrite_payload, UPDATE.overwrite_payload_by_filter, "payload", "key"),
    "delete_payload": on_points(UPDATE.delete_payload, UPDATE.delete_payload_by_filter, "keys"),
    "clear_payload": on_points(UPDATE.clear_payload, UPDATE.clear_payload_by_filter),
}
