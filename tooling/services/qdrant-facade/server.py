"""Qdrant's REST interface over its real engine: `python3 server.py PORT`, with qdrant_edge on PYTHONPATH.

Data lives in a temporary folder and goes with the process. README.md in the folder above says what is imitated.
"""

import json
import re
import signal
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from collection import Collection
from refusal import Refusal

VERSION = "1.19.0"


class Collections:
    """All collections by name, each with its own lock."""

    def __init__(self, folder):
        self.folder = folder
        self.by_name = {}
        self.lock = threading.Lock()
        self.made = 0

    def get(self, name):
        if name not in self.by_name:
            raise Refusal(404, f"Not found: Collection `{name}` doesn't exist!")
        return self.by_name[name]

    def create(self, name, body):
        with self.lock:
            if name in self.by_name:
                raise Refusal(409, f"Wrong input: Collection `{name}` already exists!")
            self.made += 1
            self.by_name[name] = Collection(f"{self.folder}/{self.made}", body)
        return True

    def delete(self, name):
        with self.lock:
            collection = self.by_name.pop(name, None)
        if collection is None:
            return False
        collection.close()
        return True

    def names(self):
        return {"collections": [{"name": name} for name in sorted(self.by_name)]}


def on(method, pattern, run):
    return method, re.compile(f"^{pattern}/?$"), run


def of_collection(method, path, run):
    """A route below a collection. `run` gets the collection, the body, and what else stands in the path."""
    return on(method, f"/collections/([^/]+){path}", lambda all_, body, name, *rest: run(all_.get(name), body, *rest))


ROUTES = [
    on("GET", "/", lambda all_, body: None),
    on("GET", "/collections", lambda all_, body: all_.names()),
    on("PUT", "/collections/([^/]+)", lambda all_, body, name: all_.create(name, body)),
    on("DELETE", "/collections/([^/]+)", lambda all_, body, name: all_.delete(name)),
    on("GET", "/collections/([^/]+)/exists", lambda all_, body, name: {"exists": name in all_.by_name}),
    of_collection("GET", "", lambda c, body: c.describe()),
    of_collection("PATCH", "", lambda c, body: c.configure(body)),
    of_collection("PUT", "/index", lambda c, body: c.create_index(body)),
    of_collection("DELETE", "/index/([^/]+)", lambda c, body, field: c.delete_index(field)),
    of_collection("PUT", "/vectors/([^/]+)", lambda c, body, name: c.create_vector(name, body)),
    of_collection("DELETE", "/vectors/([^/]+)", lambda c, body, name: c.delete_vector(name)),
    of_collection("PUT", "/points", lambda c, body: c.update("upsert", body)),
    of_collection("POST", "/points", lambda c, body: c.retrieve(body)),
    of_collection("POST", "/points/delete", lambda c, body: c.update("delete", body)),
    of_collection("PUT", "/points/vectors", lambda c, body: c.update("update_vectors", body)),
    of_collection("POST", "/points/vectors/delete", lambda c, body: c.update("delete_vectors", body)),
    of_collection("POST", "/points/payload", lambda c, body: c.update("set_payload", body)),
    of_collection("PUT", "/points/payload", lambda c, body: c.update("overwrite_payload", body)),
    of_collection("POST", "/points/payload/delete", lambda c, body: c.update("delete_payload", body)),
    of_collection("POST", "/points/payload/clear", lambda c, body: c.update("clear_payload", body)),
    of_collection("POST", "/points/batch", lambda c, body: c.update_many(body)),
    of_collection("POST", "/points/scroll", lambda c, body: c.scroll(body)),
    of_collection("POST", "/points/query", lambda c, body: c.query(body)),
    of_collection("POST", "/points/query/batch", lambda c, body: c.query_many(body)),
    of_collection("POST", "/points/count", lambda c, body: c.count(body)),
    of_collection("POST", "/facet", lambda c, body: c.facet(body)),
]
PLAIN = {"/readyz": "all shards are ready", "/healthz": "healthz check passed", "/livez": "healthz check passed"}
PARAMETERS = {"wait", "ordering", "timeout", "consistency"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def answer(self):
        began = time.perf_counter()
        address = urlsplit(self.path)
        length = int(self.headers.get("content-length") or 0)
        text = self.rfile.read(length)
        if address.path in PLAIN:
            return self.send(200, PLAIN[address.path].encode(), "text/plain")
        if address.path == "/":
            return self.send_json(200, {"title": "qdrant - vector search engine", "version": VERSION})
        try:
            result = self.dispatch(address, text)
            status, outcome = 200, {"result": result, "status": "ok"}
        except Refusal as refusal:
            status, outcome = refusal.status, {"status": {"error": refusal.message}}
        except Exception as error:  # The engine's own errors are plain exceptions about the request.
            status, outcome = 400, {"status": {"error": f"Wrong input: {error}"}}
        except BaseException as panic:  # What the engine did not foresee is no Exception to Python.
            status, outcome = 500, {"status": {"error": f"Service internal error: {panic}"}}
        return self.send_json(status, {**outcome, "time": time.perf_counter() - began})

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def dispatch(self, address, text):
        unknown = parse_qs(address.query).keys() - PARAMETERS
        if unknown:
            raise Refusal(400, f"Query deserialize error: unknown field `{unknown.pop()}`")
        for method, pattern, run in ROUTES:
            found = pattern.match(address.path)
            if method == self.command and found:
                return run(self.server.collections, parse_body(text), *map(unquote, found.groups()))
        raise Refusal(404, "")

    def send_json(self, status, value):
        # The engine gives ids as UUID objects.
        self.send(status, json.dumps(value, default=str).encode(), "application/json")

    def send(self, status, content, kind):
        head = f"HTTP/1.1 {status} {self.responses[status][0]}\r\ncontent-type: {kind}\r\ncontent-length: {len(content)}\r\n\r\n"
        self.wfile.write(head.encode() + content)

    def log_message(self, *_):
        pass


def parse_body(text):
    def no_constant(name):
        raise Refusal(400, f"Format error in JSON body: {name}")

    try:
        return json.loads(text, parse_constant=no_constant) if text else {}
    except ValueError as error:
        raise Refusal(400, f"Format error in JSON body: {error}") from error


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="qdrant-facade-") as folder:
        server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
        server.daemon_threads = True
        server.collections = Collections(folder)
        server.serve_forever()


main()
