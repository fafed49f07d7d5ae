"""Random numbers, drawn where their generator lives, so that a GPU needn't wait for the CPU."""
import torch


def uniform(shape, low, high, generator, device):
    """Evenly between `low` and `high`; `shape` is a number or a tuple."""
    return (torch.rand(shape, generator=generator, device=generator.device) * (high - low) + low).to(device)


def normal(shape, generator, device):
    """Of mean 0 and deviation 1."""
    return torch.randn(shape, generator=generator, device=generator.device).to(device)
