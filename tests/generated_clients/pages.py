"""Runs what docs/api.md tells its readers to run, each part in a folder of its own.

Called with where the server is, and the folder in which the tools are installed. What readers install must be what
is installed there.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

origin, folder = sys.argv[1], Path(sys.argv[2])
here = Path(__file__).parent
page = (here.parents[1] / "docs/api.md").read_text().replace("http://127.0.0.1:8080", origin)
installed = set((here / "python.txt").read_text().split())
installed |= {f"{name}@{version}" for name, version in json.loads((here / "package.json").read_text())["dependencies"].items()}
environment = os.environ | {"PATH": f"{folder}/python/bin:{folder}/node_modules/.bin:{os.environ['PATH']}"}


def runs(command, at):
    subprocess.run(command, cwd=at, env=environment, check=True, stdout=subprocess.DEVNULL)


def run(language, code, at):
    if language == "python":
        (at / "journal.py").write_text(code)
        runs(["python", "journal.py"], at)
    elif language == "ts":
        (at / "journal.ts").write_text(code)
        runs(["tsc", "--strict", "--target", "es2022", "--module", "nodenext", "--skipLibCheck", "journal.ts"], at)
        runs(["node", "journal.js"], at)


parts = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
assert len(parts) == 3, "curl, Python and TypeScript"
for part in parts:
    name = part.splitlines()[0]
    at = folder / "pages" / name
    shutil.rmtree(at, ignore_errors=True)
    at.mkdir(parents=True)
    (at / "package.json").write_text('{ "type": "module" }')
    (at / "node_modules").symlink_to(folder / "node_modules")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", part, flags=re.MULTILINE | re.DOTALL)
    assert blocks, name
    shell = []
    for position, (language, code) in enumerate(blocks):
        if language != "sh":
            run(language, code, at)
            continue
        for line in code.splitlines():
            if line.startswith(("pip install", "npm install")):
                missing = set(line.split()[2:]) - installed
                assert not missing, f"docs/api.md: {missing} are other versions than those that are tried"
            else:
                shell.append(line)
        # A shell goes on where the one before left off.
        if [next_one for next_one, _ in blocks[position + 1 : position + 2]] != ["sh"]:
            runs(["bash", "-euc", "\n".join(shell)], at)
            shell = []
    print(f"docs/api.md, {name}: as written")
