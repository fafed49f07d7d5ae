"""The training queue: its list is checked, a killed run goes on where its checkpoint stands, nothing is done twice."""
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from tests import needs

try:
    import run_queue
    from ich.checkpoint import load_checkpoint
    from ich.errors import DataError
    from tests.phantoms import write_tensors
except ImportError:
    pass

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIST = """
[defaults]
arguments = "{runs}/tensors --width .0625 --batch 4 --stages 48:1 --save-every .001"
[[run]]
name = "first"
why = "a test"
arguments = "--fold 0 --slices 48"
[[run]]
name = "second"
why = "goes on from the first"
after = ["first"]
arguments = "--fold 0 --init {runs}/first.pt --slices 16"
"""


@needs.torch
class QueueTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        write_tensors(os.path.join(self.folder, "tensors"))

    def listed(self, text):
        path = os.path.join(self.folder, "queue.toml")
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path

    def command(self, *more):
        return [sys.executable, "run_queue.py", self.folder, "--runs", self.folder, "--list", self.listed(LIST), *more]

    def test_refuses_a_flawed_list_by_name(self):
        for text, words in (("[[run]]\nname='a'\nwhy='b'", "run a has no 'arguments'"), ("", "lists no run"), ("[[run", "queue.toml"),
                            ("[[run]]\nname='a'\nwhy='b'\narguments=''\nafter=['z']", "a comes after z")):
            with self.assertRaisesRegex(DataError, words):
                run_queue.load_list(self.listed(text))

    def test_a_killed_queue_goes_on_and_ends(self):
        process = subprocess.Popen(self.command(), cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        checkpoint = os.path.join(self.folder, "first.pt")
        deadline = time.time() + 60
        while not os.path.exists(checkpoint) and time.time() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(60), 0)
        seen = load_checkpoint(checkpoint)["slices"]
        self.assertGreater(seen, 0)
        out = subprocess.run(self.command(), cwd=HERE, capture_output=True, text=True, timeout=120, check=True).stdout
        self.assertIn("second", out)
        first = load_checkpoint(checkpoint)
        self.assertEqual(first["slices"], 48, "the budget is the run's, not the try's")
        self.assertIsNotNone(first["run"]["metrics"])
        stamps = os.stat(checkpoint).st_mtime
        again = subprocess.run(self.command(), cwd=HERE, capture_output=True, text=True, timeout=60, check=True).stdout
        self.assertEqual(again.count("done"), 2)
        self.assertEqual(os.stat(checkpoint).st_mtime, stamps, "what is over is not run again")

    def test_a_failed_run_says_where_its_words_are(self):
        path = self.listed(LIST.replace("--fold 0 --slices 48", "--fold 7 --slices 48"))
        ended = subprocess.run([sys.executable, "run_queue.py", self.folder, "--runs", self.folder, "--list", path], cwd=HERE,
                               capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(ended.returncode, 2)
        self.assertRegex(ended.stderr, "first.log: first ended with 2")


if __name__ == "__main__":
    unittest.main()
