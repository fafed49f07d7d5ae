"""Exponential moving average of weights and batch statistics: what is evaluated and shipped."""
import copy

import torch


class Ema:
    """Averages over the last 1/(1-decay) steps, and over fewer at the start."""

    def __init__(self, model, decay=0.996):
        self.decay, self.steps = decay, 0
        self.model = copy.deepcopy(model).eval()
        self.model.requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for mine, theirs in zip(self.model.state_dict().values(), model.state_dict().values()):
            if mine.dtype.is_floating_point:
                mine.lerp_(theirs, 1 - decay)
            else:
                mine.copy_(theirs)
