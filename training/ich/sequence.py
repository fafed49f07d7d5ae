"""A small model along the slices of a study: what a slice shows is judged with those above and below it.

Input are the slice network's six logits, output six logits: 1-D convolutions add a correction. Positions are in mm: slices are put on a grid
of 5 mm (means of what falls into a cell, none where nothing does), so that thick, thin, missing and unevenly spaced
slices meet the same kernel, and the correction is read off between the cells at each slice's own place.
"""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

GRID_MM = 5.0
#: Logits enter divided by this and cut at +-3, so that one wild slice can't drown its neighbors.
FEATURE_SCALE = 4.0
LAYERS = ((12, 5, 1), (12, 5, 2))  # (channels, kernel, dilation), then a 1x1 to six


def to_grid(logits, mm):
    """(features float32 [7, cells], place of each slice in cells). The seventh is 1 where a cell holds a slice."""
    place = (np.asarray(mm, np.float64) - np.min(mm)) / GRID_MM
    cells = int(np.floor(place.max() + 0.5)) + 1
    at = np.minimum(cells - 1, np.floor(place + 0.5).astype(int))
    features, count = np.zeros((7, cells), np.float32), np.zeros(cells, np.float32)
    values = np.clip(np.asarray(logits) / FEATURE_SCALE, -3, 3)
    np.add.at(count, at, 1)
    for label in range(6):
        np.add.at(features[label], at, values[:, label])
    features[:6] /= np.maximum(count, 1)
    features[6] = count > 0
    return features, place.astype(np.float32)


def from_grid(cells, place):
    """Values [6, cells] at places between the cells, linearly: [slices, 6]."""
    low = place.floor().long().clamp(0, cells.shape[1] - 1)
    high = (low + 1).clamp(max=cells.shape[1] - 1)
    share = (place - low)[None]
    return (cells[:, low] * (1 - share) + cells[:, high] * share).T


class SequenceModel(nn.Module):
    """`forward(features [1, 7, cells])` -> correction of the logits [1, 6, cells]; starts as no correction."""

    def __init__(self):
        super().__init__()
        inputs, layers = 7, []
        for channels, kernel, dilation in LAYERS:
            layers.append(nn.Conv1d(inputs, channels, kernel, padding=dilation * (kernel // 2), dilation=dilation))
            inputs = channels
        self.layers = nn.ModuleList(layers)
        self.last = nn.Conv1d(inputs, 6, 1)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def forward(self, x, dropout=0.0):
        for layer in self.layers:
            x = F.dropout(F.relu(layer(x)), dropout, self.training)
        return self.last(x)

    def corrected(self, logits, mm, dropout=0.0):
        """Logits [slices, 6] of one study with the correction, as a tensor."""
        features, place = to_grid(logits, mm)
        cells = self(torch.from_numpy(features)[None], dropout)[0]
        return torch.as_tensor(np.asarray(logits), dtype=torch.float32) + from_grid(cells, torch.from_numpy(place))


def disturbed(logits, mm, truth, rng):
    """One study as another scanner or a broken transfer might give it: gaps, thicker slices, reversed, scores a bit off."""
    rows = np.arange(len(mm))
    kind = rng.random()
    if kind < 0.25 and len(rows) > 8:
        rows = rows[rng.random(len(rows)) > rng.uniform(0.05, 0.35)]
    elif kind < 0.35 and len(rows) > 12:
        rows = rows[rng.integers(2)::2]
    elif kind < 0.45 and len(rows) > 8:
        start = rng.integers(len(rows) // 2)
        rows = rows[start:start + rng.integers(4, len(rows))]
    if len(rows) == 0:
        rows = np.arange(len(mm))
    place = mm[rows] * rng.uniform(0.5, 1.2)
    if rng.random() < 0.5:
        place = place.max() - place
    noise = rng.normal(0, 0.4, (len(rows), 6)) + rng.normal(0, 0.4, (1, 6))
    return logits[rows] * rng.uniform(0.85, 1.15) + noise, place, truth[rows]


def fit(studies, seed, epochs, rate=3e-3, decay=1e-2, dropout=0.2):
    """A model fitted on [(logits, mm, truth)], studies with and without hemorrhage alike in weight."""
    torch.manual_seed(seed)
    rng, model = np.random.default_rng(seed), SequenceModel()
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    weights = torch.tensor((2.0, 1, 1, 1, 1, 1))
    steps, step = epochs * ((len(studies) + 7) // 8), 0
    model.train()
    for _ in range(epochs):
        order = rng.permutation(len(studies))
        for start in range(0, len(order), 8):
            total = 0.0
            for number in order[start:start + 8]:
                logits, mm, truth = disturbed(*studies[number], rng)
                out = model.corrected(logits, mm, dropout)
                loss = F.binary_cross_entropy_with_logits(out, torch.from_numpy(truth.astype(np.float32)), reduction="none")
                total = total + (loss * weights).mean()
            for group in optimizer.param_groups:
                group["lr"] = rate * 0.5 * (1 + np.cos(np.pi * step / steps))
            optimizer.zero_grad()
            total.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            step += 1
    return model.eval()
