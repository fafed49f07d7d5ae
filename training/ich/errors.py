"""One error for everything that a person can mend: it says which file, which line, and what to do."""


class DataError(Exception):
    """Input is missing or contradicts itself. Scripts print it without a traceback and exit with 2."""

    def __init__(self, message, file=None, line=None):
        place = "" if file is None else f"{file}: " if line is None else f"{file}:{line}: "
        super().__init__(place + message)
        self.file, self.line = file, line


def require_device(name):
    """Refuses a CUDA device where PyTorch has none."""
    import torch

    if name.startswith("cuda") and not torch.cuda.is_available():
        raise DataError(f"--device {name}: PyTorch finds no CUDA device here; --device cpu works everywhere")


def run_main(main):
    """Calls `main()`; prints a DataError, or what the file system refused, as one line and exits with 2."""
    import sys

    try:
        main()
    except (DataError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
