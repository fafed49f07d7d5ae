"""Slabs: consecutive slices of a study with their labels and outlines, for a network in three dimensions to learn from."""
from typing import NamedTuple

import numpy as np
import torch

from .ageing import aged
from .augment import geometry, normalize, planes_of, scanner
from .errors import DataError
from .metrics import studies_in_order
from .sampler import rarity_weights


class Slabs(NamedTuple):
    """uint8 [B, D, S, S], mask bits uint8 [B, D, S, S], labels [B, D, 6], valid [B, D, 6] (1 where the label's mask is known)."""

    pixels: torch.Tensor
    masks: torch.Tensor
    labels: torch.Tensor
    valid: torch.Tensor

    def to(self, device):
        return Slabs(*(part.to(device) for part in self))


class SlabSampler:
    """Endless slabs of `depth` slices from the studies of one split's rows, half of them with a bleeding slice (rare types more often). Deterministic for a seed."""

    def __init__(self, tensors, rows, depth, seed, outlines=None):
        self.tensors, self.depth, self.outlines, self.rng = tensors, depth, outlines, np.random.default_rng([seed, 31])
        in_order = studies_in_order(tensors.studies[rows], tensors.positions[rows])
        self.studies = [rows[places] for _, places in in_order if len(places) >= depth]
        if not self.studies:
            raise DataError(f"no study has {depth} slices to train on", tensors.folder)
        self.bleeding = [(study, at) for study in self.studies for at in np.where(tensors.labels[study, 0] == 1)[0]]
        bleeding = np.array([study[at] for study, at in self.bleeding], dtype=int)
        self.weight = rarity_weights(tensors.labels[bleeding], tensors.labels[rows])

    def _drawn(self):
        """Rows of one slab, in the study's order or against it."""
        if self.bleeding and self.rng.random() < 0.5:
            study, at = self.bleeding[self.rng.choice(len(self.bleeding), p=self.weight)]
            first = at - self.rng.integers(self.depth)
        else:
            study = self.studies[self.rng.integers(len(self.studies))]
            first = self.rng.integers(len(study) - self.depth + 1)
        first = int(np.clip(first, 0, len(study) - self.depth))
        slab = study[first:first + self.depth]
        return slab[::-1] if self.rng.random() < 0.5 else slab

    def next(self, count):
        """`count` slabs. A slice without outlines has known masks where it is negative, and nothing beside it bleeds."""
        rows = np.stack([self._drawn() for _ in range(count)])
        pixels, labels = self.tensors.pixels[rows.ravel()][..., 1].reshape(*rows.shape, *self.tensors.pixels.shape[1:3]), self.tensors.labels[rows]
        if self.outlines is None:
            masks, valid = np.zeros_like(pixels), np.repeat(1 - labels[..., :1], 6, -1)
        else:
            masks, valid = self.outlines.masks[rows.ravel()].reshape(pixels.shape), self.outlines.known[rows]
        return Slabs(*(torch.from_numpy(np.ascontiguousarray(part)) for part in (pixels, masks, labels, valid)))


def augment_slabs(slabs, size, generator, strength=1.0, bending=0.0, ageing=0.0, scanners=1.0):
    """Slabs -> (network input [B, D, size, size], mask planes [B D, 6, size/4, size/4]): one turn, bend, age and scanner for all slices of a slab."""
    values, (count, depth) = slabs.pixels.float() / 255, slabs.pixels.shape[:2]
    planes = planes_of(slabs.masks.flatten(0, 1)).view(count, depth * 6, *(side // 4 for side in slabs.masks.shape[2:]))
    values, planes = geometry(values, planes, size, generator, strength, bending)
    if ageing > 0:
        values = aged(values, generator, ageing)
    return normalize(scanner(values, generator, strength * scanners)), planes.reshape(count * depth, 6, *planes.shape[2:])
