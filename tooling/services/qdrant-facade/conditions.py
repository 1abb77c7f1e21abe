"""Filters: from JSON to the engine's objects, and what strict mode says of them."""

import re
import uuid

import qdrant_edge as edge
from refusal import Refusal, fields

CLAUSES = ("must", "should", "must_not")
RANGE = ("gt", "gte", "lt", "lte")
TEXT = {"text": edge.MatchText, "text_any": edge.MatchTextAny, "phrase": edge.MatchPhrase, "prefix": edge.MatchPrefix}
DETAILS = ("match", "range", "values_count", "is_empty", "is_null")
DATE = re.compile(r"^\d{4}-\d\d-\d\d")


def point_id(value):
    """An unsigned integer or a UUID, and nothing else."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**64:
        return value
    try:
        return str(uuid.UUID(value))
    except (ValueError, TypeError, AttributeError):
        raise Refusal(400, f"Format error in JSON body: value {value} is not a valid point ID, use an unsigned integer or a UUID")


def filter_of(value):
    if value is None:
        return None
    fields(value, "Filter", optional=(*CLAUSES, "min_should"))
    clauses = {name: [condition_of(one) for one in listed(value[name])] for name in CLAUSES if value.get(name) is not None}
    least = value.get("min_should")
    if least is not None:
        fields(least, "MinShould", required=("conditions", "min_count"))
        clauses["min_should"] = edge.MinShould([condition_of(one) for one in least["conditions"]], least["min_count"])
    return edge.Filter(**clauses)


def listed(value):
    return value if isinstance(value, list) else [value]


def condition_of(value):
    if "has_id" in value:
        return edge.HasIdCondition({point_id(one) for one in fields(value, "HasId", required=("has_id",))["has_id"]})
    if "has_vector" in value:
        return edge.HasVectorCondition(fields(value, "HasVector", required=("has_vector",))["has_vector"])
    if "is_empty" in value and "key" not in value:
        return edge.IsEmptyCondition(fields(value["is_empty"], "IsEmpty", required=("key",))["key"])
    if "is_null" in value and "key" not in value:
        return edge.IsNullCondition(fields(value["is_null"], "IsNull", required=("key",))["key"])
    if "nested" in value:
        nested = fields(fields(value, "Nested", required=("nested",))["nested"], "Nested", required=("key", "filter"))
        return edge.NestedCondition(nested["key"], filter_of(nested["filter"]))
    if "key" in value:
        return field_condition_of(value)
    return filter_of(value)


def field_condition_of(value):
    fields(value, "FieldCondition", required=("key",), optional=DETAILS)
    given = {name: value[name] for name in DETAILS if value.get(name) is not None}
    if not given:
        raise Refusal(422, "Validation error: at least one field condition must be specified")
    if "match" in given:
        given["match"] = match_of(given["match"])
    if "range" in given:
        bounds = {name: bound for name, bound in fields(given["range"], "Range", optional=RANGE).items() if bound is not None}
        dates = any(isinstance(bound, str) for bound in bounds.values())
        given["range"] = edge.RangeDateTime(**bounds) if dates else edge.RangeFloat(**bounds)
    if "values_count" in given:
        given["values_count"] = edge.ValuesCount(**fields(given["values_count"], "ValuesCount", optional=RANGE))
    return edge.FieldCondition(value["key"], **given)


def match_of(value):
    fields(value, "Match", optional=("value", "any", "except", *TEXT))
    if len(value) != 1:
        raise Refusal(400, "Format error in JSON body: data did not match any variant of untagged enum Match")
    [(name, wanted)] = value.items()
    if name == "value":
        if isinstance(wanted, float):
            raise Refusal(400, "Format error in JSON body: data did not match any variant of untagged enum Match")
        return edge.MatchValue(wanted)
    if name == "any":
        return edge.MatchAny(wanted)
    if name == "except":
        return edge.MatchExcept(wanted)
    return TEXT[name](wanted)


def needed_indexes(value, prefix=""):
    """The payload keys that a filter reads, each with the types of index that serve it."""
    if value is None:
        return
    parts = [one for name in CLAUSES for one in listed(value.get(name) or [])] + (value.get("min_should") or {}).get("conditions", [])
    for part in parts:
        if "nested" in part:
            yield from needed_indexes(part["nested"]["filter"], f"{prefix}{part['nested']['key']}[].")
        elif "key" in part:
            yield prefix + part["key"], serving(part)
        elif not part.keys() & {"has_id", "has_vector", "is_empty", "is_null"}:
            yield from needed_indexes(part, prefix)


def serving(condition):
    if condition.get("range"):
        dates = any(isinstance(bound, str) for bound in condition["range"].values())
        return {"datetime"} if dates else {"integer", "float"}
    match = condition.get("match") or {}
    if match.keys() & TEXT.keys():
        return {"text", "keyword"}
    values = [one for wanted in match.values() for one in listed(wanted)]
    if not values:
        return None
    if isinstance(values[0], bool):
        return {"bool"}
    return {"integer"} if isinstance(values[0], int) else {"keyword", "uuid"}
