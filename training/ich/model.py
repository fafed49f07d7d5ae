"""The networks by name, and what their outputs mean."""
import torch

from .alexnet import AlexNet, AlexNet2012
from .efficientnet import EfficientNetB0, EfficientNetB2
from .errors import DataError
from .inception_v3 import InceptionV3
from .mobilenet_v2 import MobileNetV2
from .mobilenet_v3 import MobileNetV3
from .resnet import ResNet18, ResNet50
from .vgg16 import Vgg16
from .volume_network import VolumeNetwork

ARCHITECTURES = {network.architecture: network for network in (
    Vgg16, ResNet18, MobileNetV2, EfficientNetB0, EfficientNetB2, MobileNetV3, AlexNet, AlexNet2012, ResNet50, InceptionV3)}
#: Those that no engine runs: trained and measured, never exported.
UNEXPORTED = {VolumeNetwork.architecture: VolumeNetwork}


def network(architecture):
    """The class of a network. Raises DataError for an architecture that isn't known."""
    known = ARCHITECTURES | UNEXPORTED
    if architecture not in known:
        raise DataError(f"architecture {architecture} isn't known; known are {', '.join(known)}")
    return known[architecture]


def build(config):
    """A network from a checkpoint's `config`. Raises DataError for an architecture that isn't known."""
    model = network(config["architecture"])(**{key: config[key] for key in ("width", "head", "input_size", "r", "dropout", "activation")})
    if config.get("bone"):
        model.add_bone()
    return model


def to_probabilities(logits, activation):
    """Logits to probabilities of the activation's own columns (see labels.OUTPUT_LABELS)."""
    return torch.softmax(logits, 1) if activation == "softmax" else torch.sigmoid(logits)
