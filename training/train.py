#!/usr/bin/env python3
"""Trains the slice model on tensors made by `npm run tensors`. CPU or CUDA (bf16); resumable; budget in minutes.

example: train.py TENSORS --bank BANK --fold 0 --width .25 --minutes 14 --out runs/fold0.pt
"""
import json
import os
import signal
import subprocess
import sys
import threading

import numpy as np
import torch

from ich.augment import SCALE, SHIFT, augment, normalize, resize, to_unit
from ich.bank import Bank
from ich.checkpoint import load_checkpoint, require_same_architecture, save_checkpoint
from ich.ema import Ema
from ich.errors import DataError, require_device, run_main
from ich.initialize import initialize
from ich.labels import ABBREVIATIONS
from ich.labels_file import apply_labels
from ich.losses import dense_loss, image_loss
from ich.metrics import by_patient, label_aucs
from ich.model import build, network
from ich.outlines_file import Outlines
from ich.precision import autocast, precision_for
from ich.predict import label_scores, predict_logits
from ich.prefetch import Prefetch
from ich.progress import Progress
from ich.sampler import Sampler, parse_mix
from ich.schedule import learning_rate, parse_stages, parse_unfreeze, stage_value
from ich.splits import apply_folds, fingerprints, require_same_patients, split_rows
from ich.style import StyleWay
from ich.teachers import Teachers, teaching_loss
from ich.tensors import load_tensors
from ich.train_arguments import argument_parser

#: Exit code of a run that was asked to stop and can be resumed.
EXIT_STOPPED = 3


def arguments(argv=None):
    return argument_parser(__doc__).parse_args(argv)


def code_version():
    """The commit, with + where the working tree differs; CODE_VERSION where there is no checkout."""
    if "CODE_VERSION" in os.environ:
        return os.environ["CODE_VERSION"]
    try:
        here = os.path.dirname(os.path.abspath(__file__))
        run = lambda *args: subprocess.run(["git", *args], cwd=here, capture_output=True, text=True, check=True).stdout
        return run("rev-parse", "--short=12", "HEAD").strip() + ("+" if run("status", "--porcelain", ".").strip() else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


class Stopped(Exception):
    """The run was asked to end; its checkpoint is whole."""


class Interrupt:
    """Notes SIGTERM and SIGINT, so that a run ends between two steps with its checkpoint written."""

    def __init__(self):
        self.asked = False
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self.note)

    def note(self, *_):
        self.asked = True


class Trainer:
    """Holds a run's moving parts; `run()` trains to the budget's end and returns the test metrics."""

    def __init__(self, options):
        require_device(options.device)
        if os.path.isdir(options.out):
            raise DataError("--out is a folder; name the checkpoint's file", options.out)
        self.options, self.device = options, torch.device(options.device)
        torch.manual_seed(options.seed)
        self.stages, self.unfreeze = parse_stages(options.stages, network(options.architecture).fits), parse_unfreeze(options.unfreeze)
        self.tensors = load_tensors(options.tensors)
        if options.labels:
            apply_labels(self.tensors, options.labels)
        if options.folds:
            apply_folds(self.tensors, options.folds)
        self.train_rows, self.test_rows = split_rows(self.tensors, options.fold)
        bank = Bank(options.bank, self.tensors) if options.bank else None
        moved = Bank(options.moved, self.tensors) if options.moved else None
        outlines = Outlines(options.outlines, self.tensors) if options.outlines else None
        if options.in_memory:
            for part in (bank, moved):
                if part is not None:
                    part.load()
            self.tensors.load()
        self.input_size = self.stages[-1][0]
        if options.head == "fc4096" and len(self.stages) > 1:
            raise DataError(f"--head fc4096 takes images of one size: --stages {self.input_size}:1")
        self.model = build(dict(architecture=options.architecture, width=options.width, head=options.head, input_size=self.input_size,
                                r=options.r, dropout=options.dropout, activation="softmax" if options.softmax else "sigmoid",
                                bone=options.bone is not None))
        if options.init:
            print(initialize(self.model, options.init, options.fold, self.tensors, self.some_images()))
        # Trying every algorithm pays for VGG's thirteen shapes; EfficientNet's and MobileNet's took half a minute for their first step.
        torch.backends.cudnn.benchmark = len(self.model.convolutions()) <= 20
        self.model = self.model.to(self.device, memory_format=torch.channels_last)
        self.teachers = Teachers(options.teachers, options.fold, self.tensors, self.model.config, self.device) if options.teachers else None
        self.ema = Ema(self.model, options.ema)
        self.precision = precision_for(self.device, options.precision)
        decay = [p for p in self.model.parameters() if p.ndim > 1]
        plain = [p for p in self.model.parameters() if p.ndim <= 1]
        self.optimizer = torch.optim.AdamW([{"params": decay, "weight_decay": options.weight_decay},
                                            {"params": plain, "weight_decay": 0.0}], lr=options.lr)
        self.step = self.slices = 0
        used = self.resume() if options.resume and os.path.exists(options.out) else 0.0
        self.generator = torch.Generator(self.device).manual_seed(options.seed * 1000003 + self.step)
        self.way = StyleWay(options.style, self.generator) if options.style > 0 else None
        self.sampler = Sampler(self.tensors, bank, self.train_rows, options.batch, options.seed * 7919 + self.step,
                               parse_mix(options.mix), moved, outlines, options.bone)
        self.batches = Prefetch(self.sampler.next) if self.device.type == "cuda" else self.sampler.next
        self.progress = Progress(options.minutes, used, options.slices)
        self.progress.resumed_at(self.slices)

    def some_images(self, count=32):
        """Slices to train on, spread over the set, as the network sees them without augmentation."""
        rows = self.train_rows[:: max(1, len(self.train_rows) // count)][:count]
        pixels = torch.from_numpy(self.tensors.images(rows, self.model.has_bone))
        return normalize(resize(to_unit(pixels, self.options.single_slice), self.stages[0][0]))

    def resume(self):
        """Takes up a run where its checkpoint stands; returns the seconds already used."""
        content = load_checkpoint(self.options.out)
        require_same_architecture(content, self.model.config, self.options.out)
        if content["run"]["fold"] != self.options.fold:
            raise DataError(f"checkpoint left out fold {content['run']['fold']}, this run fold {self.options.fold}: "
                            "its test patients would have been trained on", self.options.out)
        require_same_patients(content, self.tensors, self.options.out)
        self.model.load_state_dict(content["model"])
        self.ema.model.load_state_dict(content["ema"])
        if content["optimiser"] is None:
            raise DataError("holds weights only; start from it with --init", self.options.out)
        self.optimizer.load_state_dict(content["optimiser"])
        self.ema.steps = self.step = content["step"]
        self.slices = content["slices"]
        return content["seconds"]

    def save(self, metrics=None):
        if not all(torch.isfinite(p).all() for p in self.model.parameters()):
            raise DataError(f"weights are not finite at step {self.step}: lower --lr; nothing was saved over", self.options.out)
        run = {**vars(self.options), "code_version": code_version(), "scale": SCALE, "shift": SHIFT,
               "left_out": fingerprints(self.tensors, self.options.fold),
               "spec": self.tensors.index.get("preprocessSpec"), "metrics": metrics,
               "train_slices": len(self.train_rows), "train_patients": len(set(self.tensors.patients[self.train_rows]))}
        save_checkpoint(self.options.out, config=self.model.config, model=self.model.state_dict(),
                        ema=self.ema.model.state_dict(), optimiser=self.optimizer.state_dict(), step=self.step,
                        slices=self.slices, seconds=self.progress.elapsed(), run=run)

    def train_step(self, size, lr):
        options = self.options
        batch = self.batches()
        x, planes = augment(batch, size, self.generator, options.augment, self.device, options.single_slice, options.alone,
                            options.bending, options.ageing, options.scanners)
        labels, valid = batch.labels.to(self.device), batch.valid.to(self.device)
        with autocast(self.device, self.precision):
            logits, maps, aux = self.model(x, dense=True, way=self.way)
            opinion = self.teachers.opinion(x) if self.teachers else None
        loss = self.loss(logits, maps, aux, labels, planes, valid)
        if opinion is not None:
            loss = loss + options.teaching * teaching_loss(logits.float(), maps.float(), opinion)
        self.learn(loss, len(batch.labels), lr)

    def loss(self, logits, maps, aux, labels, planes, valid):
        """The labels' loss, and that of masks where any sample has one."""
        options = self.options
        loss = image_loss(logits.float(), labels, self.model.config["activation"], options.smoothing)
        if options.dense_weight and self.sampler.has_masks:
            loss = loss + options.dense_weight * dense_loss(aux.float(), planes, valid)
            if maps is not None and not options.softmax:
                loss = loss + options.dense_weight * dense_loss(maps.float(), planes, valid)
        return loss

    def learn(self, loss, slices, lr):
        """One step down the gradient, of `slices` slices."""
        self.progress.add(loss.item(), self.step)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        for group in self.optimizer.param_groups:
            group["lr"] = lr
        self.optimizer.step()
        self.ema.update(self.model)
        self.step += 1
        self.slices += slices
        self.progress.see(self.slices)

    def logits_of(self, rows, size):
        """[len(rows), outputs] of the averaged weights, flip averaging."""
        return predict_logits(self.ema.model, self.tensors, rows, size, device=self.device, single_slice=self.options.single_slice)

    def evaluate(self, size=None):
        """AUCs over the left-out slices and patients with the averaged weights; {} where none is left out."""
        if len(self.test_rows) == 0:
            return {}
        logits = self.logits_of(self.test_rows, size or self.input_size)
        scores, truth = label_scores(logits, self.model.config["activation"]), self.tensors.labels[self.test_rows]
        patient = by_patient(scores, truth, self.tensors.patients[self.test_rows])
        return {"n": len(truth), "positive": truth.sum(0).astype(int).tolist(),
                "slice_auc": [round(v, 4) for v in label_aucs(scores, truth)],
                "patients": len(patient[1]), "positive_patients": patient[1].sum(0).astype(int).tolist(), "patient_auc": [round(v, 4) for v in label_aucs(*patient)]}

    def run(self):
        options, saved, told = self.options, self.progress.elapsed(), self.progress.elapsed()
        frozen, stop = None, Interrupt()
        while self.progress.fraction() < 1:
            fraction = self.progress.fraction()
            size, lr = stage_value(self.stages, fraction), learning_rate(options.lr, fraction, self.step)
            now_frozen = stage_value(self.unfreeze, fraction)
            if now_frozen != frozen:
                frozen = now_frozen
                self.model.train()
                self.model.set_frozen_blocks(frozen)
            self.train_step(size, lr)
            if stop.asked:
                self.save()
                raise Stopped(f"stopped at {100 * self.progress.fraction():.1f} %; --resume goes on from here")
            elapsed = self.progress.elapsed()
            if elapsed - told > 20:
                told = elapsed
                print(self.progress.line(self.step, self.slices, size, lr), flush=True)
            if elapsed - saved > options.save_every * 60:
                saved = elapsed
                self.save()
        metrics = self.evaluate()
        self.save(metrics)
        return metrics


def drive(trainer):
    """Runs a trainer to its end or until it is asked to stop, and says which."""
    print(f"{len(trainer.train_rows)} slices to train on, {len(trainer.test_rows)} left out; "
          f"{sum(p.numel() for p in trainer.model.parameters()) / 1e6:.2f} M parameters", flush=True)
    try:
        metrics = trainer.run()
    except Stopped as stopped:
        print(stopped, flush=True)
        sys.exit(EXIT_STOPPED)
    print(f"labels {' '.join(ABBREVIATIONS)}")
    print("FINAL " + json.dumps({**metrics, "step": trainer.step, "slices": trainer.slices}), flush=True)


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    drive(Trainer(options))


if __name__ == "__main__":
    run_main(main)
