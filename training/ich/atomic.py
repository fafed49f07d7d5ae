"""Files appear whole or not at all: write beside the target, then rename."""
import contextlib
import json
import math
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


def without_nan(value):
    """The value with null where a number is not finite: JSON has no NaN, and a strict reader refuses the whole file."""
    if isinstance(value, dict):
        return {key: without_nan(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_nan(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def write_json(path, value):
    """Writes JSON with a final newline, atomically; what is no finite number as null."""
    with replacing(path) as part, open(part, "w", encoding="utf-8") as out:
        json.dump(without_nan(value), out, indent=1, allow_nan=False)
        out.write("\n")
