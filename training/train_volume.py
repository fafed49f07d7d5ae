#!/usr/bin/env python3
"""Trains the small network in three dimensions: slabs of consecutive slices beside train.py's samples of three. Resumable as train.py is.

A step shows `--slabs` slabs of `--depth` slices, each slice with its labels and outlines, and a batch of three-slice samples (real,
painted, transplanted), of which the middle one counts. Slices seen are the labeled ones. Left-out studies are tested on whole.

example: train_volume.py TENSORS --bank BANK --moved MOVED --outlines OUTLINES --fold 0,1 --batch 8 --slices 24000 --out runs/volume234.pt
"""
import torch

from ich.augment import augment
from ich.errors import DataError, run_main
from ich.predict import study_logits
from ich.precision import autocast
from ich.slabs import SlabSampler, augment_slabs
from ich.train_arguments import argument_parser
from ich.volume_network import VolumeNetwork
from train import Trainer, drive


def arguments(argv=None):
    parser = argument_parser(__doc__)
    parser.set_defaults(architecture=VolumeNetwork.architecture, width=1.0, batch=8)
    parser.add_argument("--slabs", type=int, default=1, help="slabs a step")
    parser.add_argument("--depth", type=int, default=8, help="slices a slab")
    options = parser.parse_args(argv)
    if options.architecture != VolumeNetwork.architecture:
        raise DataError(f"--architecture {options.architecture} sees three slices: train.py trains it")
    for unknown, name in ((options.teachers, "--teachers"), (options.style > 0, "--style"), (options.bone is not None, "--bone")):
        if unknown:
            raise DataError(f"{name} isn't for the network in three dimensions")
    if options.slabs < 1 or options.depth < 3:
        raise DataError("--slabs is 1 or more, --depth 3 or more")
    return options


class VolumeTrainer(Trainer):
    """A trainer whose steps show slabs too, and whose test is whole studies."""

    def __init__(self, options):
        super().__init__(options)
        self.slab_sampler = SlabSampler(self.tensors, self.train_rows, options.depth, options.seed * 7919 + self.step, self.sampler.outlines)

    def train_step(self, size, lr):
        options = self.options
        batch, slabs = self.batches(), self.slab_sampler.next(options.slabs).to(self.device)
        x, planes = augment(batch, size, self.generator, options.augment, self.device, False, options.alone,
                            options.bending, options.ageing, options.scanners)
        deep, deep_planes = augment_slabs(slabs, size, self.generator, options.augment, options.bending, options.ageing, options.scanners)
        with autocast(self.device, self.precision):
            made, (logits, maps, aux) = self.model(x, dense=True), self.model.of_studies(deep, dense=True)
        labels, valid = slabs.labels.flatten(0, 1), slabs.valid.flatten(0, 1)
        ours, theirs = len(labels), len(batch.labels)
        loss = self.loss(*made, batch.labels.to(self.device), planes, batch.valid.to(self.device)) * theirs
        loss = loss + self.loss(logits.flatten(0, 1), maps, aux, labels, deep_planes, valid) * ours
        self.learn(loss / (ours + theirs), ours + theirs, lr)

    def logits_of(self, rows, size):
        return study_logits(self.ema.model, self.tensors, rows, size, device=self.device)


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    drive(VolumeTrainer(options))


if __name__ == "__main__":
    run_main(main)
