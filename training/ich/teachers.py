"""Trained networks as teachers of another: what they say of the very images that it trains on (Hinton et al. 2015).

The mean of several says more than each, and one network that learns to say the same costs what one costs. Teachers are
held to the split as starting weights are: none may have seen a patient that the pupil is tested on.
"""
import torch
import torch.nn.functional as F

from .errors import DataError
from .package import load_network
from .predict import averaged_network
from .splits import require_left_out


class Teachers:
    """`opinion(x)`: probabilities [B, 6] and of each cell [B, 6, h, w], the teachers' mean, of network input x."""

    def __init__(self, paths, left_out, tensors, config, device):
        self.models = []
        for path in paths:
            content = load_network(path)
            require_left_out(content, left_out, tensors, path)
            for key in ("architecture", "head", "activation"):
                if content["config"][key] != config[key]:
                    raise DataError(f"{key} is {content['config'][key]} there and {config[key]} here: a teacher's maps must have the pupil's cells", path)
            if content["config"]["head"] != "class-maps":
                raise DataError("has no class maps to teach by", path)
            if content["config"].get("bone") and not config.get("bone"):
                raise DataError("sees a bone window, which the pupil's images lack", path)
            self.models.append(averaged_network(content).to(device, memory_format=torch.channels_last).requires_grad_(False))

    @torch.no_grad()
    def opinion(self, x):
        said = [model(x if model.has_bone else x[:, :3], dense=True)[:2] for model in self.models]
        return (torch.stack([torch.sigmoid(logits.float()) for logits, _ in said]).mean(0),
                torch.stack([torch.sigmoid(maps.float()) for _, maps in said]).mean(0))


def teaching_loss(logits, maps, opinion):
    """Cross-entropy between a pupil's and its teachers' probabilities, of slices and of cells; cells count as much."""
    slices, cells = opinion
    return F.binary_cross_entropy_with_logits(logits, slices) + F.binary_cross_entropy_with_logits(maps, cells)
