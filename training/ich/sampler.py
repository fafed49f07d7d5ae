"""Draws batches: real positives (rare types more often), real negatives, painted and transplanted lesions, look-alikes."""
import numpy as np
import torch

from .bone import brain_through_bone
from .errors import DataError

#: Shares of a batch.
DEFAULT_MIX = {"positive": 0.26, "negative": 0.26, "lesion": 0.18, "moved": 0.20, "look_alike": 0.10}


def parse_mix(text):
    """"positive:.3,lesion:.7" -> shares of a batch, kinds not named get none; "" -> DEFAULT_MIX."""
    if not text:
        return dict(DEFAULT_MIX)
    try:
        mix = {kind: float(share) for kind, share in (part.split(":") for part in text.split(","))}
    except ValueError:
        raise DataError(f"--mix must look like positive:.3,lesion:.7, not {text!r}") from None
    if not set(mix) <= set(DEFAULT_MIX) or min(mix.values()) < 0 or not 0 < sum(mix.values()) < float("inf"):
        raise DataError(f"--mix {text!r}: shares above 0 of {', '.join(DEFAULT_MIX)}")
    return {kind: mix.get(kind, 0.0) for kind in DEFAULT_MIX}


def rarity_weights(positives, labels):
    """[len(positives)] chances to be drawn, of labels [n, 6] of positive slices among `labels` of all: rare types more often."""
    rarity = (positives / np.sqrt(np.maximum(labels.sum(0), 1))).max(1)
    return rarity / rarity.sum() if len(positives) else rarity


class Batch:
    """uint8 [B, S, S, 3] ([B, S, S, 4] with the bone window), mask bits uint8 [B, S, S], labels [B, 6], valid [B, 6] (1 where the label's mask is known)."""

    def __init__(self, pixels, masks, labels, valid):
        self.pixels, self.masks = torch.from_numpy(pixels), torch.from_numpy(masks)
        self.labels, self.valid = torch.from_numpy(labels), torch.from_numpy(valid)


class Sampler:
    """Endless batches from the training rows of one split. Deterministic for a seed."""

    def __init__(self, tensors, bank, rows, batch_size, seed, mix=None, moved=None, outlines=None, bone=None):
        """`bank` of painted lesions, `moved` of transplanted ones, `outlines` of real ones; each may be None.

        `bone`: None, or samples have their bone window as a fourth channel, and this share of them only what the brain window
        shows of it, as pictures have that end at 100 HU. The three others are drawn alike with and without.
        """
        self.bone, self.bone_rng = bone, np.random.default_rng([seed, 23])
        self.tensors, self.banks, self.size, self.outlines = tensors, {}, batch_size, outlines
        self.rng = np.random.default_rng([seed, 17])
        self.mix = dict(mix or DEFAULT_MIX)
        labels = tensors.labels[rows]
        self.positive, self.negative = rows[labels[:, 0] == 1], rows[labels[:, 0] == 0]
        self.pure = ~tensors.beside_positive()
        self.positive_weight = rarity_weights(tensors.labels[self.positive], labels)
        self.pools = {}
        for kind, source, bleeding in (("lesion", bank, True), ("moved", moved, True), ("look_alike", bank, False)):
            self.banks[kind] = source
            self.pools[kind] = (np.zeros(0, int) if source is None else
                                np.where(source.within(rows) & ((source.labels[:, 0] > 0) == bleeding))[0])
        if bone is not None:
            if tensors.bone is None:
                raise DataError("has no bone.u8: the data set has no bone windows", tensors.folder)
            for source in filter(None, self.banks.values()):
                source.require_bone()
        for kind, pool in (("positive", self.positive), ("negative", self.negative), *self.pools.items()):
            if len(pool) == 0:
                self.mix[kind] = 0.0
        if sum(self.mix.values()) == 0:
            raise DataError("no slices to train on: none left by the split, or --mix asks only for what there is not",
                            tensors.folder)

    @property
    def has_masks(self):
        """Whether any sample has a mask with blood in it, for the dense loss to learn from."""
        return self.outlines is not None or any(bank is not None for bank in self.banks.values())

    def counts(self):
        """How many of each kind the next batch holds: shares rounded at random, so that they hold on average."""
        kinds = list(self.mix)
        share = np.array([self.mix[kind] for kind in kinds]) / sum(self.mix.values()) * self.size
        whole = np.floor(share).astype(int)
        rest = share - whole
        for _ in range(self.size - whole.sum()):
            pick = self.rng.choice(len(kinds), p=rest / rest.sum())
            whole[pick] += 1
        return dict(zip(kinds, whole))

    def next(self):
        tensors, side = self.tensors, self.tensors.size
        pixels = np.empty((self.size, side, side, 3 if self.bone is None else 4), np.uint8)
        masks = np.zeros((self.size, side, side), np.uint8)
        labels, valid = np.zeros((self.size, 6), np.float32), np.zeros((self.size, 6), np.float32)
        at = 0
        for kind, count in self.counts().items():
            if kind in ("positive", "negative"):
                weight = self.positive_weight if kind == "positive" else None
                for row in self.rng.choice(getattr(self, kind), count, p=weight):
                    pixels[at, ..., :3], labels[at] = tensors.pixels[row], tensors.labels[row]
                    self._show_bone(pixels[at], tensors, row)
                    if self.outlines is not None:
                        masks[at], valid[at] = self.outlines.masks[row], self.outlines.known[row]
                    else:
                        valid[at] = float(kind == "negative" and self.pure[row])
                    at += 1
            else:
                for row in self.rng.choice(self.pools[kind], count) if count else ():
                    bank = self.banks[kind]
                    pixels[at, ..., :3], masks[at], labels[at] = bank.pixels[row], bank.masks[row], bank.labels[row]
                    self._show_bone(pixels[at], bank, row)
                    valid[at] = 1
                    at += 1
        return Batch(pixels, masks, labels, valid)

    def _show_bone(self, image, source, row):
        """Fills the fourth channel of `image`, where there is one, with the bone window of a source's row."""
        if self.bone is None:
            return
        missing = self.bone_rng.random() < self.bone
        image[..., 3] = brain_through_bone(image[..., 1]) if missing else source.bone_window(row)
