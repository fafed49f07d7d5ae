#!/usr/bin/env python3
"""Works through the list of runs in queue.toml: prepares data, trains, resumes after any cut, prints what is left.

A run is over when its checkpoint holds figures, so the command can be ended at any time (Ctrl+C, SIGTERM, a pulled plug) and
called again: it goes on where the checkpoints stand. Nothing of it is ever written beside RUNS.

usage: run_queue.py DATASET --runs RUNS [--workers 1] [--device cpu] [--only NAME...] [--status]
"""
import argparse
import os
import shlex
import signal
import subprocess
import sys
import time
import tomllib

from ich.errors import DataError, run_main

HERE = os.path.dirname(os.path.abspath(__file__))
FIGURES = ("any", "EDH", "IPH", "IVH", "SAH", "SDH")


def load_list(path):
    """The list: {"defaults": {"arguments"}, "prepare": [{name, command}], "run": [{name, arguments, why}]}, checked."""
    try:
        with open(path, "rb") as source:
            content = tomllib.load(source)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(str(error), path) from None
    names = set()
    for entry in content.get("run", []):
        for key in ("name", "arguments", "why"):
            if not isinstance(entry.get(key), str):
                raise DataError(f"run {entry.get('name', '?')} has no '{key}'", path)
        if entry["name"] in names:
            raise DataError(f"two runs are called {entry['name']}", path)
        names.add(entry["name"])
        for before in entry.get("after", []):
            if before not in names:
                raise DataError(f"{entry['name']} comes after {before}, which is not listed above it", path)
    if not names:
        raise DataError("lists no run", path)
    return content


def state_of(runs, name):
    """("left", None), ("begun", content) or ("done", content) by the checkpoint."""
    from ich.checkpoint import load_checkpoint

    path = os.path.join(runs, f"{name}.pt")
    if not os.path.exists(path):
        return "left", None
    content = load_checkpoint(path)
    return ("done" if content["run"].get("metrics") is not None else "begun"), content


def line_of(name, state, content, running=False):
    """One run of the table, as text."""
    if content is None:
        return f"{name:12} {'running' if running else 'left':8}"
    metrics = content["run"].get("metrics") or {}
    figures = " ".join(f"{label} {value:.3f}" for label, value in zip(FIGURES, metrics.get("slice_auc", [])))
    where = f"({metrics['n']} slices left out)" if metrics else "(trained on all)" if state == "done" else ""
    return f"{name:12} {'running' if running else state:8} {content['slices']:>7} slices  {figures} {where}".rstrip()


class Queue:
    """The runs of a list in one folder, `workers` at a time."""

    def __init__(self, content, options):
        self.content, self.options, self.running, self.stopping = content, options, {}, False
        self.wanted = [entry for entry in content["run"] if not options.only or entry["name"] in options.only]
        missing = set(options.only or ()) - {entry["name"] for entry in self.wanted}
        if missing:
            raise DataError(f"no run is called {min(missing)}", options.list)
        self.places = {"dataset": os.path.abspath(options.dataset), "runs": os.path.abspath(options.runs), "root": os.path.dirname(HERE)}

    def fill(self, text):
        return [part.format(**self.places) for part in shlex.split(text)]

    def prepare(self):
        """Tensors, outlines, banks: each once, marked by a file."""
        for step in self.content.get("prepare", []):
            mark = os.path.join(self.options.runs, "done", step["name"])
            if os.path.exists(mark):
                continue
            print(f"== {step['name']} ({time.strftime('%H:%M:%S')})", flush=True)
            arguments = self.fill(step["command"])
            if arguments[0] == "python":
                arguments[0] = sys.executable
            subprocess.run(arguments, cwd=self.places["root"] if arguments[0] == "npm" else HERE, check=True)
            os.makedirs(os.path.dirname(mark), exist_ok=True)
            open(mark, "w", encoding="utf-8").close()

    def next_entry(self):
        """The first run that is not over, not running and not waiting for another."""
        for entry in self.wanted:
            if entry["name"] in self.running or state_of(self.options.runs, entry["name"])[0] == "done":
                continue
            if all(state_of(self.options.runs, before)[0] == "done" for before in entry.get("after", [])):
                return entry
        return None

    def start(self, entry):
        options, name = self.options, entry["name"]
        log = open(os.path.join(options.runs, f"{name}.log"), "a", encoding="utf-8")
        command = [sys.executable, "train.py", *self.fill(self.content["defaults"]["arguments"]), *self.fill(entry["arguments"]),
                   "--resume", "--device", options.device, "--out", os.path.join(self.places["runs"], f"{name}.pt")]
        print(f"== {name} ({time.strftime('%H:%M:%S')}): {entry['why']}", flush=True)
        # A group of its own: Ctrl+C reaches the queue alone, which then asks each run to end.
        self.running[name] = (subprocess.Popen(command, cwd=HERE, stdout=log, stderr=log, start_new_session=True), log)

    def collect(self):
        """Takes in runs that ended. Raises DataError where one failed."""
        for name, (process, log) in list(self.running.items()):
            if process.poll() is None:
                continue
            log.close()
            del self.running[name]
            if process.returncode == 0:
                print(line_of(name, *state_of(self.options.runs, name)), flush=True)
            elif not self.stopping:
                self.stop()
                raise DataError(f"{name} ended with {process.returncode}; its last words are in", os.path.join(self.options.runs, f"{name}.log"))

    def stop(self, *_):
        """Asks every run to write its checkpoint and end."""
        self.stopping = True
        for process, _ in self.running.values():
            process.send_signal(signal.SIGTERM)

    def work(self):
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self.stopping:
            while len(self.running) < self.options.workers and (entry := self.next_entry()) is not None:
                self.start(entry)
            if not self.running:
                break
            time.sleep(1)
            self.collect()
        while self.running:
            time.sleep(0.2)
            self.collect()

    def table(self):
        return "\n".join(line_of(entry["name"], *state_of(self.options.runs, entry["name"]), entry["name"] in self.running)
                         for entry in self.wanted)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", help="what `npm run tensors` takes, ct-ich with its boxes")
    parser.add_argument("--runs", required=True, help="folder of tensors, banks and checkpoints; not in the repository")
    parser.add_argument("--list", default=os.path.join(HERE, "queue.toml"))
    parser.add_argument("--workers", type=int, default=1, help="runs at a time, a core each")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--only", nargs="+", help="these runs alone")
    parser.add_argument("--status", action="store_true", help="print the table and end")
    options = parser.parse_args()
    os.makedirs(options.runs, exist_ok=True)
    queue = Queue(load_list(options.list), options)
    if not options.status:
        queue.prepare()
        queue.work()
    print(queue.table(), flush=True)


if __name__ == "__main__":
    run_main(main)
