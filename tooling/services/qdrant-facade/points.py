"""Points, vectors, payloads and queries: from JSON to the engine's objects and back."""

import qdrant_edge as edge
from conditions import filter_of, point_id
from refusal import Refusal, fields


def vector_of(value):
    if isinstance(value, dict):
        fields(value, "SparseVector", required=("indices", "values"))
        if len(set(value["indices"])) != len(value["indices"]):
            raise Refusal(422, "Validation error: indices: must be unique")
        if len(value["indices"]) != len(value["values"]):
            raise Refusal(422, "Validation error: values: must be the same length as indices")
        return edge.SparseVector(value["indices"], value["values"])
    if not isinstance(value, list) or not value or any(part is None for part in value):
        raise Refusal(400, "Format error in JSON body: data did not match any variant of untagged enum Vector")
    return value


def vectors_of(value):
    if isinstance(value, dict):
        return {name: vector_of(one) for name, one in value.items()}
    return vector_of(value)


def points_of(body):
    if "batch" in body:
        batch = fields(body["batch"], "Batch", required=("ids", "vectors"), optional=("payloads",))
        vectors = batch["vectors"]
        by_point = vectors if isinstance(vectors, list) else [dict(zip(vectors, row)) for row in zip(*vectors.values())]
        payloads = batch.get("payloads") or [None] * len(batch["ids"])
        rows = [{"id": i, "vector": v, "payload": p} for i, v, p in zip(batch["ids"], by_point, payloads, strict=True)]
    else:
        rows = [fields(one, "PointStruct", required=("id", "vector"), optional=("payload",)) for one in body["points"]]
    return [edge.Point(point_id(row["id"]), vectors_of(row["vector"]), row.get("payload") or {}) for row in rows]


def shown_vector(value):
    if isinstance(value, dict):
        return {name: shown_vector(one) for name, one in value.items()}
    if isinstance(value, edge.SparseVector):
        return {"indices": value.indices, "values": value.values}
    return value


def shown(point):
    """A record or a scored point, as JSON."""
    value = {"id": point.id, "payload": point.payload}
    if point.vector is not None:
        value["vector"] = shown_vector(point.vector)
    if getattr(point, "score", None) is not None:
        value |= {"version": point.version, "score": point.score}
    if point.order_value is not None:
        value["order_value"] = point.order_value
    return value


def payload_of(value, default):
    if isinstance(value, dict):
        fields(value, "PayloadSelector", optional=("include", "exclude"))
        if "include" in value:
            return edge.PayloadSelector.Include(value["include"])
        return edge.PayloadSelector.Exclude(value.get("exclude", []))
    return default if value is None else value


def order_of(value):
    if isinstance(value, str):
        return edge.OrderBy(value)
    fields(value, "OrderBy", required=("key",), optional=("direction", "start_from"))
    direction = edge.Direction.Desc if value.get("direction") == "desc" else edge.Direction.Asc
    return edge.OrderBy(value["key"], direction, value.get("start_from"))


def params_of(value):
    if value is None:
        return None
    fields(value, "SearchParams", optional=("hnsw_ef", "exact", "indexed_only", "idf", "acorn"))
    given = {name: value[name] for name in ("hnsw_ef", "exact", "indexed_only") if value.get(name) is not None}
    if isinstance(value.get("idf"), dict):
        given["idf"] = edge.IdfParams(filter_of(fields(value["idf"], "IdfParams", required=("corpus",))["corpus"]))
    if value.get("acorn") is not None:
        given["acorn"] = edge.AcornSearchParams(**fields(value["acorn"], "AcornSearchParams", optional=("enable", "max_selectivity")))
    return edge.SearchParams(**given)


def ranking_of(value, using):
    if value is None:
        return None
    if isinstance(value, dict) and "order_by" in value:
        return order_of(fields(value, "Query", required=("order_by",))["order_by"])
    if isinstance(value, dict) and "fusion" in value:
        kinds = {"rrf": edge.Fusion.Rrf(2), "dbsf": edge.Fusion.Dbsf()}
        return kinds[fields(value, "Query", required=("fusion",))["fusion"]]
    nearest = fields(value, "Query", required=("nearest",))["nearest"] if isinstance(value, dict) and "nearest" in value else value
    return edge.Query.Nearest(vector_of(nearest), using=using)


SEARCH = ("query", "using", "filter", "params", "score_threshold", "limit", "prefetch")


def query_of(body):
    fields(body, "QueryRequest", optional=(*SEARCH, "offset", "with_vector", "with_payload"))
    return edge.QueryRequest(
        limit=positive(body.get("limit"), 10),
        offset=body.get("offset") or 0,
        query=ranking_of(body.get("query"), body.get("using")),
        prefetches=[prefetch_of(one) for one in as_list(body.get("prefetch"))],
        with_vector=body.get("with_vector") or False,
        with_payload=payload_of(body.get("with_payload"), False),
        filter=filter_of(body.get("filter")),
        score_threshold=body.get("score_threshold"),
        params=params_of(body.get("params")),
    )


def prefetch_of(body):
    fields(body, "Prefetch", optional=SEARCH)
    return edge.Prefetch(
        limit=positive(body.get("limit"), 10),
        query=ranking_of(body.get("query"), body.get("using")),
        prefetches=[prefetch_of(one) for one in as_list(body.get("prefetch"))],
        filter=filter_of(body.get("filter")),
        params=params_of(body.get("params")),
        score_threshold=body.get("score_threshold"),
    )


def as_list(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def positive(value, default):
    if value is None:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Refusal(422, f"Validation error: limit: value {value} invalid, must be 1 or larger")
    return value
