"""What is written as JSON can be read by a strict reader."""
import json
import os
import tempfile
import unittest

from ich.atomic import write_json


def refuse(name):
    raise ValueError(f"{name} is no JSON")


class AtomicTest(unittest.TestCase):
    def test_writes_null_for_what_is_no_finite_number(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "figures.json")
            write_json(path, {"auc": [0.5, float("nan")], "loss": (float("inf"), 1), "n": 3})
            with open(path, encoding="utf-8") as written:
                read = json.load(written, parse_constant=refuse)
        self.assertEqual(read, {"auc": [0.5, None], "loss": [None, 1], "n": 3})


if __name__ == "__main__":
    unittest.main()
