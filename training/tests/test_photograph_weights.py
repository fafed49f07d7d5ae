"""Starting weights that photographs taught: the network computes what the detector's backbone computed."""
import json
import os
import tempfile
import unittest

from tests import needs

try:
    import numpy as np
    import torch
    import torch.nn.functional as F

    from ich.errors import DataError
    from ich.initialize import initialize
    from ich.layers import TorchWay, pad_same
    from ich.mobilenet_v2 import MobileNetV2
except ImportError:
    pass

ROOT = "FeatureExtractor/MobilenetV2"
#: Output channels and stride of the detector's blocks, as its published graph has them; the first expands nothing.
BLOCKS = [(16, 1), (24, 2), (24, 1), (32, 2), (32, 1), (32, 1), (64, 2), (64, 1), (64, 1), (64, 1),
          (96, 1), (96, 1), (96, 1), (160, 2), (160, 1), (160, 1), (320, 1)]


def detector_weights(rng):
    """Random arrays under the detector's names, HWIO, norms folded as its file has them."""
    weights = {}

    def conv(name, size, inputs, outputs):
        weights[f"{ROOT}/{name}/Conv2D/merged_input"] = rng.normal(0, (2 / (size * size * inputs)) ** 0.5, (size, size, inputs, outputs))
        weights[f"{ROOT}/{name}/BatchNorm/batchnorm/sub"] = rng.normal(0, 0.3, outputs)

    conv("Conv", 3, 3, 32)
    inputs = 32
    for number, (outputs, _) in enumerate(BLOCKS):
        block, hidden = f"expanded_conv{f'_{number}' if number else ''}", inputs * (6 if number else 1)
        if number:
            conv(f"{block}/expand", 1, inputs, hidden)
        weights[f"{ROOT}/{block}/depthwise/depthwise_weights"] = rng.normal(0, 0.4, (3, 3, hidden, 1))
        weights[f"{ROOT}/{block}/depthwise/BatchNorm/batchnorm/mul"] = rng.uniform(0.5, 1.5, hidden)
        weights[f"{ROOT}/{block}/depthwise/BatchNorm/batchnorm/sub"] = rng.normal(0, 0.3, hidden)
        conv(f"{block}/project", 1, hidden, outputs)
        inputs = outputs
    conv("Conv_1", 1, 320, 1280)
    return {name: array.astype(np.float32) for name, array in weights.items()}


def write_folder(folder, weights):
    with open(os.path.join(folder, "weights.bin"), "wb") as out:
        for array in weights.values():
            out.write(array.tobytes())
    manifest = [{"paths": ["weights.bin"], "weights": [{"name": name, "shape": list(array.shape), "dtype": "float32"}
                                                      for name, array in weights.items()]}]
    with open(os.path.join(folder, "model.json"), "w", encoding="utf-8") as out:
        json.dump({"weightsManifest": manifest}, out)


def detector(weights, values):
    """The backbone's last features of images in 0..1, written after its graph and not after our network."""
    at = lambda name: torch.from_numpy(weights[f"{ROOT}/{name}"])

    def conv(name, x, stride=1):
        kernel = at(f"{name}/Conv2D/merged_input").permute(3, 2, 0, 1)
        return F.conv2d(pad_same(x, kernel.shape[-1], stride), kernel, at(f"{name}/BatchNorm/batchnorm/sub"), stride)

    x = F.relu6(conv("Conv", 2 * values - 1, 2))
    for number, (_, stride) in enumerate(BLOCKS):
        block = f"expanded_conv{f'_{number}' if number else ''}"
        inside = F.relu6(conv(f"{block}/expand", x)) if number else x
        inside = F.conv2d(pad_same(inside, 3, stride), at(f"{block}/depthwise/depthwise_weights").permute(2, 3, 0, 1), None, stride,
                          groups=inside.shape[1])
        inside = F.relu6(inside * at(f"{block}/depthwise/BatchNorm/batchnorm/mul").view(1, -1, 1, 1)
                         + at(f"{block}/depthwise/BatchNorm/batchnorm/sub").view(1, -1, 1, 1))
        inside = conv(f"{block}/project", inside)
        x = x + inside if x.shape == inside.shape else inside
    return F.relu6(conv("Conv_1", x))


@needs.torch
class PhotographWeightsTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.weights = detector_weights(np.random.default_rng(5))
        write_folder(self.folder.name, self.weights)
        torch.manual_seed(5)
        self.values = torch.rand(6, 3, 96, 96)

    def test_computes_what_the_detector_computed_before_it_learns_and_in_training(self):
        model = MobileNetV2(1.0, "gap", 96)
        said = initialize(model, self.folder.name, left_out=[0, 1], images=4 * self.values - 2)
        self.assertIn("52 convolutions", said)
        for training in (False, True):  # a batch in training moves the running statistics
            model.train(training)
            with torch.no_grad():
                ours, _ = model.features(4 * self.values - 2, TorchWay())
            theirs = detector(self.weights, self.values)
            torch.testing.assert_close(ours, theirs, atol=float(theirs.max()) * 2e-3, rtol=2e-3)

    def test_refuses_another_width_another_folder_and_a_file_cut_short(self):
        with self.assertRaisesRegex(DataError, "fit --width 1 only"):
            initialize(MobileNetV2(0.5), self.folder.name, images=self.values)
        with self.assertRaisesRegex(DataError, "none were given"):
            initialize(MobileNetV2(1.0), self.folder.name)
        model = MobileNetV2(1.0)
        before = model.blocks[0].conv.weight.clone()
        lacking = dict(self.weights)
        del lacking[f"{ROOT}/expanded_conv_9/project/Conv2D/merged_input"]
        write_folder(self.folder.name, lacking)
        with self.assertRaisesRegex(DataError, "lacks .*expanded_conv_9/project"):
            initialize(model, self.folder.name, images=self.values)
        write_folder(self.folder.name, {"other": np.zeros(3, np.float32)})
        with self.assertRaisesRegex(DataError, "is not SSDLite MobileNet v2"):
            initialize(model, self.folder.name, images=self.values)
        write_folder(self.folder.name, self.weights)
        with open(os.path.join(self.folder.name, "weights.bin"), "ab") as out:
            out.truncate(1000)
        with self.assertRaisesRegex(DataError, "beyond the weights' 1000 bytes"):
            initialize(model, self.folder.name, images=self.values)
        torch.testing.assert_close(model.blocks[0].conv.weight, before)


if __name__ == "__main__":
    unittest.main()
