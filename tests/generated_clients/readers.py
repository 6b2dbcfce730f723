"""Has Redoc, Swagger UI and Scalar show the API's document in headless Chromium: each shows every operation.

Called with the folder that holds openapi.json and the node_modules with the three.
"""

import http.server
import json
import re
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

folder = Path(sys.argv[1])
document = json.loads((folder / "openapi.json").read_text())
METHODS = ("get", "put", "post", "patch", "delete", "options")
OPERATIONS = [
    operation for methods in document["paths"].values() for name, operation in methods.items() if name in METHODS
]
HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>API</title></head><body>'
# Each with the operations that it shows, and what it says when it cannot go on.
READERS = {
    "Redoc": (
        '<redoc spec-url="openapi.json"></redoc><script src="node_modules/redoc/bundles/redoc.standalone.js"></script>',
        lambda dom: set(re.findall(r'id="(?:tag/[^"]*/)?operation/([a-z_]+)"', dom)),
        "Something went wrong",
    ),
    "Swagger UI": (
        '<link rel="stylesheet" href="node_modules/swagger-ui-dist/swagger-ui.css"><div id="ui"></div>'
        '<script src="node_modules/swagger-ui-dist/swagger-ui-bundle.js"></script>'
        '<script>SwaggerUIBundle({ url: "openapi.json", dom_id: "#ui", deepLinking: true });</script>',
        lambda dom: set(re.findall(r'<div class="opblock opblock-[^>]*>', dom)),
        "errors-wrapper",
    ),
    "Scalar": (
        '<div id="app"></div><script src="node_modules/@scalar/api-reference/dist/browser/standalone.js"></script>'
        '<script>Scalar.createApiReference("#app", { url: "openapi.json", withDefaultFonts: false, telemetry: false,'
        " defaultOpenAllTags: true, agent: { disabled: true } });</script>",
        lambda dom: set(re.findall(r'href="[^"]*/(?:GET|PUT|POST|PATCH|DELETE|OPTIONS)/[^"]*"', dom)),
        "could not be loaded",
    ),
}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
threading.Thread(target=server.serve_forever, daemon=True).start()
for name, (body, shown, failed) in READERS.items():
    page = name.lower().replace(" ", "_")
    (folder / f"{page}.html").write_text(HEAD + body + "</body></html>")
    chromium = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1280,1600", "--hide-scrollbars",
        "--virtual-time-budget=60000", "--timeout=90000", f"--user-data-dir={folder / 'chromium'}",
    ]
    address = f"http://127.0.0.1:{server.server_port}/{page}.html"
    dom = subprocess.run([*chromium, "--dump-dom", address], check=True, capture_output=True, text=True).stdout
    subprocess.run([*chromium, f"--screenshot={folder / page}.png", address], check=True, capture_output=True)
    (folder / f"{page}.dom").write_text(dom)
    seen = shown(dom)
    assert len(seen) == len(OPERATIONS), f"{name} shows {len(seen)} operations of {len(OPERATIONS)}: {folder}/{page}.png"
    assert failed not in dom, f"{name} says that it failed: {folder}/{page}.png"
    print(f"{name}: {len(OPERATIONS)} operations")
server.shutdown()
