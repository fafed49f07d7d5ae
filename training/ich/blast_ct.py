"""BLAST-CT's networks as teachers: they outline blood in a head CT at 1 mm (Monteiro et al., Lancet Digit Health 2020).

Each is a DeepMedic: three paths see the volume at every fifth, third and every voxel, eight pre-activation blocks each (batch
norm, PReLU, 3x3x3 convolution without padding, and the block's input added where it has as many maps), joined and
followed by three 1x1x1 blocks. Only the state_dict's format is theirs; what computes with it is written here.
"""
import os

import numpy as np
import torch
import torch.nn.functional as F

from .errors import DataError

CLASSES = ("none", "IPH", "extra-axial", "edema", "IVH")
#: HU between which the input is clipped and mapped to -1..1.
WINDOW = (-15.0, 100.0)
SCALES = (5, 3, 1)
#: Tiles start at multiples of this, so that the coarse paths sample the same voxels whatever the tiles are.
PHASE = 15
_LARGEST = 6 * 6 * 5  # tiles in cubes of PHASE: what half a gigabyte holds
_MAPS = (30, 30, 40, 40, 40, 40, 50, 50)
_JOINED = (250, 250, len(CLASSES))
_RIM = len(_MAPS)  # voxels of a path's own scale that its convolutions eat on each side
_EPSILON = 1e-5
_BN = ("weight", "bias", "running_mean", "running_var")


def _blocks():
    """Yields (prefix of the keys, maps in, maps out, kernel size) of every block in the order of the state_dict."""
    for number, scale in enumerate(SCALES):
        for block, (maps_in, maps_out) in enumerate(zip((1,) + _MAPS, _MAPS), 1):
            yield f"path({scale}, {scale}, {scale}){number}.path.{block}.", maps_in, maps_out, 3
    for block, (maps_in, maps_out) in enumerate(zip((len(SCALES) * _MAPS[-1],) + _JOINED, _JOINED)):
        yield f"fully_connected.{block}.", maps_in, maps_out, 1


def expected_shapes():
    """{key: shape} of a teacher's state_dict; `num_batches_tracked`, which nothing computes with, may be absent."""
    shapes = {}
    for prefix, maps_in, maps_out, size in _blocks():
        shapes.update({f"{prefix}bn.{name}": (maps_in,) for name in _BN})
        shapes[f"{prefix}conv.weight"] = (maps_out, maps_in, size, size, size)
        shapes[f"{prefix}prelu.weight"] = (1,)
    return shapes


def load_teacher(path):
    """Reads a state_dict. Raises DataError naming the file, and the key, where it is cut short or of another network."""
    if not os.path.isfile(path):
        raise DataError("teacher not found", path)
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)  # runs nothing that the file holds
    except Exception as error:
        raise DataError(f"no readable PyTorch state_dict, or cut short ({str(error).splitlines()[0][:120]})", path) from error
    if not isinstance(state, dict):
        raise DataError(f"holds a {type(state).__name__}, not a state_dict", path)
    expected = expected_shapes()
    for key, shape in expected.items():
        if key not in state:
            raise DataError(f"key '{key}' is missing: not a BLAST-CT network", path)
        value = state[key]
        if not isinstance(value, torch.Tensor) or tuple(value.shape) != shape:
            found = tuple(value.shape) if isinstance(value, torch.Tensor) else type(value).__name__
            raise DataError(f"key '{key}' is {found}, {shape} expected: another architecture", path)
        if not value.is_floating_point() or not torch.isfinite(value).all():
            raise DataError(f"key '{key}' holds values that are no finite numbers", path)
        if key.endswith("running_var") and (value < 0).any():
            raise DataError(f"key '{key}' holds a negative variance", path)
    for key in state:
        if key not in expected and not str(key).endswith("bn.num_batches_tracked"):
            raise DataError(f"key '{key}' belongs to no BLAST-CT network: another architecture", path)
    return Teacher(state)


class _Block:
    """Batch norm folded to one scale and shift, PReLU, convolution, shortcut."""

    def __init__(self, state, prefix, dimensions):
        gain, bias, mean, variance = (state[f"{prefix}bn.{name}"].double() for name in _BN)
        scale = gain / torch.sqrt(variance + _EPSILON)
        channels = (-1,) + (1,) * dimensions
        self.scale = scale.float().view(channels)
        self.shift = (bias - mean * scale).float().view(channels)
        self.slope = float(state[f"{prefix}prelu.weight"])
        self.weight = state[f"{prefix}conv.weight"].float()
        self.adds_input = self.weight.shape[0] == self.weight.shape[1]

    def _activated(self, x):
        return F.leaky_relu_(torch.addcmul(self.shift, x, self.scale), self.slope)

    def convolve(self, x):
        """[1, maps, z, y, x] -> [1, maps, z - 2, y - 2, x - 2]."""
        out = F.conv3d(self._activated(x), self.weight)
        return out.add_(x[..., 1:-1, 1:-1, 1:-1]) if self.adds_input else out

    def join(self, x):
        """[maps, voxels] -> [maps, voxels]."""
        out = self.weight.flatten(1) @ self._activated(x)
        return out.add_(x) if self.adds_input else out


class Teacher:
    """One network. `probabilities` is all that others need."""

    def __init__(self, state):
        # Its activations decay into denormals, on which a CPU without this computes thirty times as long.
        torch.set_flush_denormal(True)
        blocks = [_Block(state, prefix, 3 if size == 3 else 1) for prefix, _, _, size in _blocks()]
        self.paths = [blocks[first:first + len(_MAPS)] for first in range(0, len(SCALES) * len(_MAPS), len(_MAPS))]
        self.joined = blocks[-len(_JOINED):]

    @torch.no_grad()
    def probabilities(self, volume, wanted, progress=None):
        """Probabilities of the five classes, float32 [n, 5], for the n voxels of `wanted` in C order.

        volume: float32 HU [z, y, x] at 1 mm, z from caudal to cranial, y to the back. wanted: bool of the same shape. Beyond the
        volume its edge goes on. `progress(share)` is called after each tile.
        """
        if volume.ndim != 3 or volume.shape != wanted.shape:
            raise ValueError(f"volume {volume.shape} and wanted {wanted.shape} must be the same three sides")
        low, high = WINDOW
        scaled = ((2 * np.clip(volume, low, high) - low - high) / (high - low)).astype(np.float32)
        out, order = np.empty((int(wanted.sum()), len(CLASSES)), np.float32), np.cumsum(wanted.ravel()) - 1
        tiles = tiles_over(wanted)
        done, total = 0.0, sum(_cost(size) for _, size in tiles)
        for start, size in tiles:
            inside = np.argwhere(wanted[tuple(slice(first, first + length) for first, length in zip(start, size))])
            rows = order[np.ravel_multi_index((inside + start).T, wanted.shape)]
            out[rows] = self._tile(scaled, start, size, inside)
            done += _cost(size)
            if progress:
                progress(done / total)
        return out

    def _tile(self, scaled, start, size, inside):
        z, y, x = (torch.from_numpy(column.copy()) for column in inside.T)
        features = []
        for scale, blocks in zip(SCALES, self.paths):
            maps = _sampled(scaled, start, size, scale)
            for block in blocks:
                maps = block.convolve(maps)
            features.append(maps[0][:, z // scale, y // scale, x // scale])
        joined = torch.cat(features)
        for block in self.joined:
            joined = block.join(joined)
        return torch.softmax(joined, 0).T.numpy()


def _cost(size):
    """Multiplications of the paths' convolutions over a tile of `size`, in no unit."""
    total = 0.0
    for scale in SCALES:
        for block, (maps_in, maps_out) in enumerate(zip((1,) + _MAPS, _MAPS), 1):
            total += maps_in * maps_out * np.prod([side / scale + 2 * (_RIM - block) for side in size])
    return total


def tiles_over(wanted):
    """[(start, size)] of tiles that cover `wanted`, in voxels, multiples of PHASE; split where two cost less than one."""
    blocks = np.zeros([-(-side // PHASE) for side in wanted.shape], bool)
    blocks[tuple((np.argwhere(wanted) // PHASE).T)] = True
    return [(start * PHASE, size * PHASE) for start, size in _split(blocks, np.zeros(3, int))]


def _trimmed(blocks):
    found = np.argwhere(blocks)
    first, size = found.min(0), found.max(0) - found.min(0) + 1
    return first, size, blocks[tuple(slice(a, a + n) for a, n in zip(first, size))]


def _split(blocks, origin):
    if not blocks.any():
        return []
    first, size, blocks = _trimmed(blocks)
    best, cut = (np.inf if size.prod() > _LARGEST else _cost(size * PHASE)), None
    for axis in range(3):
        for at in range(1, size[axis]):
            cost = sum(_cost(_trimmed(half)[1] * PHASE) for half in np.split(blocks, [at], axis) if half.any())
            if cost < best * (1 - 1e-9):
                best, cut = cost, (axis, at)
    if cut is None:
        return [(origin + first, size)]
    low, high = np.split(blocks, [cut[1]], cut[0])
    shift = np.zeros(3, int)
    shift[cut[0]] = cut[1]
    return _split(low, origin + first) + _split(high, origin + first + shift)


def _sampled(scaled, start, size, scale):
    """[1, 1, ...] every `scale`-th voxel, from the middle of the first coarse voxel, with the rim that the path eats."""
    axes = []
    for first, length, limit in zip(start, size, scaled.shape):
        coarse = np.arange(-_RIM, length // scale + _RIM)
        axes.append(np.clip(first + scale // 2 + scale * coarse, 0, limit - 1))
    return torch.from_numpy(scaled[np.ix_(*axes)])[None, None]
