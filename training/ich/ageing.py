"""Older heads than the training set's: wider fluid spaces, paler white matter, old infarcts, in bleeding and clean slices alike.

ct-ich's patients are 28 years old in the mean; who is sent to a head CT elsewhere is mostly old. With age, fluid takes the
brain's place in ventricles and sulci, white matter round the ventricles pales (leukoaraiosis), and some have scars of
infarcts. None of it is blood, and blood stays as it is: only what is no denser than brain changes.
"""
import torch
import torch.nn.functional as F

from .draws import uniform

_HU = 1 / 120  # one HU in windowed values, 0..1 for -20..100 HU
#: -12, 8, 18, 30 and 46 HU.
_AIR, _FLUID, _FLUID_MOST, _CREASE_MOST, _BRAIN_MOST = 8 * _HU, 28 * _HU, 38 * _HU, 50 * _HU, 66 * _HU


def _mean(values, side):
    return F.avg_pool2d(values, side, 1, side // 2, count_include_pad=False)


def fluid_of(smooth):
    """How much each pixel is fluid in the head, 0..1: as dense as water, and not the edge of skin or a sinus against air."""
    dense = torch.sigmoid((_FLUID_MOST - smooth) / (2.5 * _HU)) * torch.sigmoid((smooth - 14 * _HU) / (2 * _HU))
    beside_air = F.max_pool2d((smooth < _AIR).to(smooth.dtype), 7, 1, 3)
    return dense * (1 - beside_air)


def crease_of(smooth, around):
    """How much each pixel is a sulcus too narrow to show its fluid, 0..1: darker than what lies around it, by some 4 HU."""
    return torch.sigmoid((around - smooth - 4 * _HU) / _HU) * torch.sigmoid((_CREASE_MOST - smooth) / (2 * _HU))


def _scar(shape, generator, device):
    """[B, 1, h, w] 0..1: one soft round region a sample, 5 to 17 % of the side in radius, somewhere in the middle two thirds."""
    count, _, height, width = shape
    at = uniform((count, 2), -0.6, 0.6, generator, device)
    radius = uniform((count, 1, 1), 0.1, 0.34, generator, device)
    y, x = torch.linspace(-1, 1, height, device=device).view(1, -1, 1), torch.linspace(-1, 1, width, device=device).view(1, 1, -1)
    wobble = F.interpolate(uniform((count, 1, 6, 6), -0.3, 0.3, generator, device), (height, width), mode="bicubic", align_corners=True)
    distance = ((y - at[:, 1].view(-1, 1, 1)) ** 2 + (x - at[:, 0].view(-1, 1, 1)) ** 2).sqrt() / radius
    return torch.sigmoid((1 - distance.unsqueeze(1) + wobble) * 8)


def aged(values, generator, share):
    """Windowed values [B, 3, h, w] in 0..1, a `share` of the samples older by a drawn degree; the others as they were."""
    count, device = values.shape[0], values.device
    older = uniform((count, 1, 1, 1), 0, 1, generator, device) < share
    widened = uniform((count, 1, 1, 1), 0.1, 1, generator, device)
    paled = uniform((count, 1, 1, 1), -6, 14, generator, device).clamp(min=0) * _HU
    scarred = uniform((count, 1, 1, 1), -20, 18, generator, device).clamp(min=0) * _HU
    smooth = _mean(values, 3)
    fluid = fluid_of(smooth)
    tissue = torch.sigmoid((_BRAIN_MOST - smooth) / (2 * _HU))  # of what may change: no denser than brain
    inside = tissue * (1 - F.max_pool2d((smooth < _AIR).to(smooth.dtype), 5, 1, 2))
    creases = F.max_pool2d(crease_of(smooth, _mean(values, 9)) * inside, 3, 1, 1)
    opened = uniform((count, 1, 1, 1), -0.5, 1, generator, device).clamp(min=0)
    reach = int(uniform((1,), 0, 3, generator, "cpu").item()) * 2 + 3  # 3, 5 or 7 pixels, for the whole batch
    near = _mean(torch.maximum(F.max_pool2d(fluid, reach, 1, reach // 2), opened * creases), 3)
    changed = values + widened * near * inside * (_FLUID - smooth)
    large = _mean(_mean(fluid, 9).square(), 17)  # large for ventricles, small for sulci
    brain = inside * torch.sigmoid((smooth - _FLUID_MOST) / (2.5 * _HU))
    changed = changed - brain * (paled * (large * 6).clamp(max=1) + scarred * _scar(values.shape, generator, device))
    return torch.where(older, changed.clamp(0, 1), values)
