"""CSV files that people made: whatever is wrong with one becomes an error that names the file, and the line if it can."""
import contextlib
import csv

from .errors import DataError


@contextlib.contextmanager
def open_csv(path, columns=()):
    """Yields a DictReader. Raises DataError for a missing or unreadable file and for a missing column."""
    reader = None
    try:
        with open(path, newline="", encoding="utf-8-sig") as source:
            reader = csv.DictReader(source)
            for column in columns:
                if column not in (reader.fieldnames or ()):
                    raise DataError(f"missing column '{column}'", path, 1)
            yield reader
    except OSError as error:
        raise DataError(error.strerror or str(error), path) from None
    except UnicodeDecodeError:
        raise DataError("is no UTF-8 text", path) from None
    except csv.Error as error:
        raise DataError(f"no readable CSV ({error})", path, reader.line_num if reader else 1) from None
