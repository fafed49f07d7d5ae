"""Files appear whole or not at all: write beside the target, then rename."""
import contextlib
import json
import os


@contextlib.contextmanager
def replacing(path):
    """Yields a temporary path in the same folder; renames it to `path` on success, removes it on failure."""
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    temporary = f"{path}.part{os.getpid()}"
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)


def write_json(path, value):
    """Writes JSON with a final newline, atomically."""
    with replacing(path) as part, open(part, "w", encoding="utf-8") as out:
        json.dump(value, out, indent=1)
        out.write("\n")
