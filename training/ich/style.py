"""Feature statistics of other samples in training (MixStyle; Zhou et al., "Domain generalization with MixStyle", ICLR 2021).

The mean and deviation of an early layer's channels over a slice say more of the scanner than of the patient. Each sample takes
on a mixture of its own and another sample's, so that the layers behind learn not to lean on them. Nothing of it remains afterwards.
"""
import torch

from .layers import TorchWay

#: After which poolings styles are mixed (there: after the first two or three stages of a ResNet).
MIXED_AFTER = ("block1_pool", "block2_pool")
_ALPHA = 0.1  # of the Beta distribution of the mixture: mostly one's own, mostly the other's, seldom halves


def mix_styles(x, partners, own):
    """[B, C, h, w] features, each sample with `own` [B] parts of its own statistics and 1 - own of its partner's (indices [B])."""
    mean = x.mean((2, 3), keepdim=True)
    deviation = (x.var((2, 3), keepdim=True, unbiased=False) + 1e-6).sqrt()
    mean, deviation = mean.detach(), deviation.detach()
    own = own.view(-1, 1, 1, 1).to(x.dtype)
    return (x - mean) / deviation * (own * deviation + (1 - own) * deviation[partners]) + own * mean + (1 - own) * mean[partners]


class StyleWay(TorchWay):
    """Computes as TorchWay does, and mixes styles for a `share` of the batches."""

    def __init__(self, share, generator):
        self.share, self.generator = share, generator

    def drawn(self, shape=()):
        return torch.rand(shape, generator=self.generator, device=self.generator.device)

    def pool(self, name, x, size, padding="same"):
        x = super().pool(name, x, size, padding)
        if name not in MIXED_AFTER or self.drawn() >= self.share:
            return x
        partners = torch.randperm(len(x), generator=self.generator, device=self.generator.device).to(x.device)
        return mix_styles(x, partners, self.parts(len(x)).to(x.device))

    def parts(self, count):
        """[count] draws of Beta(alpha, alpha), by Johnk's method: torch's own distribution takes no generator."""
        left, right = (self.drawn((count, 64)) ** (1 / _ALPHA) for _ in range(2))
        total = left + right
        first = (total <= 1).double().argmax(1, keepdim=True)
        fraction = (left / total.clamp_min(1e-30)).gather(1, first)[:, 0]
        return torch.where(torch.isfinite(fraction), fraction, torch.full_like(fraction, 0.5)).clamp(0, 1)
