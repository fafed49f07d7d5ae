"""The network: shape, folding, widening, starting weights."""
import os
import tempfile
import unittest

from tests import needs

try:
    import numpy as np
    import torch

    from ich.alexnet import AlexNet, AlexNet2012
    from ich.checkpoint import save_checkpoint
    from ich.errors import DataError
    from export import lineage, slices_seen
    from ich.graph import layers_of, run_layers
    from ich.inception_v3 import InceptionV3
    from ich.initialize import initialize, keras_input
    from ich.layers import Conv, ResponseNorm, TorchWay, max_pool, pad_same
    from ich.mobile_network import MobileNetwork
    from ich.model import ARCHITECTURES, build
    from ich.net2net import widen
    from ich.phantom import phantom_inputs
    from ich.slice_network import log_sum_exp_pool
    from ich.vgg16 import Vgg16
except ImportError:
    pass


def lively(model, seed=0):
    """Random batch statistics, so that folding has something to fold."""
    torch.manual_seed(seed)
    for _, layer in model.convolutions():
        layer.bn.running_mean.normal_(0, 0.3)
        layer.bn.running_var.uniform_(0.5, 2)
        layer.bn.weight.data.uniform_(0.7, 1.3)
        layer.bn.bias.data.normal_(0, 0.2)
    return model.eval()


@needs.torch
class ModelTest(unittest.TestCase):
    def test_has_thirteen_convolutions_and_vgg16s_parameter_count_at_full_width(self):
        model = Vgg16(width=1.0, head="fc4096", input_size=224)
        self.assertEqual(len(model.convolutions()), 13)
        weights = sum(layer.conv.weight.numel() for _, layer in model.convolutions())
        biases = sum(layer.bn.bias.numel() for _, layer in model.convolutions())
        self.assertEqual(weights + biases, 14714688)  # Keras' VGG16(include_top=False)

    def test_log_sum_exp_lies_between_mean_and_maximum(self):
        maps = torch.randn(2, 6, 5, 5)
        pooled = log_sum_exp_pool(maps, 4.0)
        self.assertTrue((pooled >= maps.mean((2, 3)) - 1e-5).all())
        self.assertTrue((pooled <= maps.amax((2, 3)) + 1e-5).all())

    def test_the_other_architectures_have_their_authors_parameter_counts_at_full_width(self):
        # torchvision's without their classifiers.
        for architecture, published in (("resnet-18", 11176512), ("mobilenet-v2", 2223872), ("efficientnet-b0", 4007548),
                                        ("efficientnet-b2", 7700994), ("mobilenet-v3-large", 2971952), ("resnet-50", 23508032), ("inception-v3", 21785568)):
            model = ARCHITECTURES[architecture](1.0, "gap")
            self.assertEqual(sum(p.numel() for p in model.blocks.parameters()), published, architecture)
        weights = sum(layer.conv.weight.numel() for _, layer in ARCHITECTURES["alexnet"](1.0).convolutions())
        # As published, 307200 of conv2, 663552 of conv4 and 442368 of conv5: there in two halves that don't see each other.
        self.assertEqual(weights, 34848 + 2 * 307200 + 884736 + 2 * 663552 + 2 * 442368)

    def test_class_maps_lie_at_a_sixteenth_and_gap_sees_the_published_strides(self):
        for architecture, network in ARCHITECTURES.items():
            if network is AlexNet2012:
                continue  # Its own sizes: below.
            for head, side in (("class-maps", 6), ("gap", 3)):
                with self.subTest(architecture=architecture, head=head), torch.no_grad():
                    last, half_way = network(0.0625, head, 96).features(torch.zeros(1, 3, 96, 96), TorchWay())
                    self.assertEqual(last.shape[2:], (side, side))
                    self.assertEqual(half_way.shape[2], 12 if issubclass(network, (MobileNetwork, AlexNet, InceptionV3)) else 24)

    def test_alexnet_as_published_has_the_papers_weights_and_sizes(self):
        model = AlexNet2012(1.0, "fc4096", 227)
        # Krizhevsky et al. 2012: 60 million, of which 1000 outputs are six here.
        counts = [sum(p.numel() for p in layer.parameters()) for layer in (*model.blocks, model.head.fc1, model.head.fc2)]
        self.assertEqual(counts, [34944, 307456, 885120, 663936, 442624, 37752832, 16781312])
        narrow = AlexNet2012(0.0625, "gap", 227)
        with torch.no_grad():
            last, half_way = narrow.features(torch.zeros(1, 3, 227, 227), TorchWay())
        self.assertEqual((last.shape[2], half_way.shape[2]), (6, 27))
        self.assertEqual([AlexNet2012.fits(size) for size in (227, 67, 224, 63)], [True, True, False, False])

    def test_response_norm_is_the_papers_sum(self):
        x = torch.randn(1, 7, 2, 2)
        squares = torch.stack([(x[:, max(0, c - 2):c + 3] ** 2).sum(1) for c in range(7)], 1)
        torch.testing.assert_close(ResponseNorm(alpha=0.3)(x), x / (2 + 0.3 * squares) ** 0.75)

    def test_a_group_does_not_see_the_other(self):
        layer, x = Conv(4, 6, 3, groups=2), torch.randn(1, 4, 5, 5)
        changed = torch.cat([x[:, :2], x[:, 2:] + 1], 1)
        with torch.no_grad():
            torch.testing.assert_close(layer(changed)[:, :3], layer(x)[:, :3])

    def test_windows_at_stride_2_lie_as_tensorflow_lays_them(self):
        x = torch.arange(16.0).reshape(1, 1, 4, 4)
        self.assertEqual(max_pool(x, 3).flatten().tolist(), [10, 11, 14, 15], "one more behind, none before")
        self.assertEqual(pad_same(x, 7, 2).shape, (1, 1, 9, 9))
        self.assertEqual(pad_same(x, 7, 2)[0, 0, 2, 2], 0.0)
        self.assertEqual(pad_same(x, 7, 2)[0, 0, 2, 3], 1.0, "two before, three behind")

    def test_every_head_exports_what_it_computes(self):
        for architecture, head in ((a, h) for a, network in ARCHITECTURES.items() for h in network.heads):
            for activation in ("sigmoid", "softmax"):
                with self.subTest(architecture=architecture, head=head, activation=activation):
                    size = 67 if architecture == "alexnet-2012" else 64
                    config = Vgg16(0.0625, input_size=size).config
                    model = lively(build({**config, "architecture": architecture, "head": head, "activation": activation}))
                    inputs = phantom_inputs(size)
                    outputs = run_layers(*layers_of(model), inputs)
                    with torch.no_grad():
                        expected = model(torch.from_numpy(inputs).permute(0, 3, 1, 2)).numpy()
                    np.testing.assert_allclose(outputs["logits"], expected, atol=1e-4, rtol=1e-4)

    def test_slices_seen_are_those_of_all_runs_or_not_said(self):
        first = {"seconds": 60, "step": 10, "slices": 160, "run": {"init": None}, "config": {"architecture": "vgg16"}}
        self.assertEqual(slices_seen(*lineage(first), None), 160)
        from_package = {**first, "run": {"init": "models/ich-vgg16"}}
        self.assertIsNone(slices_seen(*lineage(from_package), None), "what the package had seen is not at hand")
        self.assertEqual(slices_seen(*lineage(from_package), 119408), 119568)
        for start, architecture in (("vgg16_notop.h5", "vgg16"), ("starts/ssdlite-mobilenet-v2", "mobilenet-v2")):
            photographs = {**first, "run": {"init": start}, "config": {"architecture": architecture}}
            self.assertEqual(slices_seen(*lineage(photographs), None), 160, "photographs are no slices")

    def test_widening_keeps_the_function(self):
        for head in ("class-maps", "gap"):
            model = lively(Vgg16(0.0625, head, 64))
            x = torch.randn(2, 3, 64, 64)
            with torch.no_grad():
                torch.testing.assert_close(widen(model, 0.125)(x), model(x), atol=1e-4, rtol=1e-4)

    def test_refuses_an_architecture_or_head_that_it_has_not(self):
        with self.assertRaisesRegex(DataError, "densenet isn't known; known are vgg16, resnet-18, mobilenet-v2"):
            build({"architecture": "densenet"})
        with self.assertRaisesRegex(DataError, "resnet-18 has the heads class-maps, gap, not fc4096"):
            ARCHITECTURES["resnet-18"](0.0625, "fc4096", 64)
        mobile = ARCHITECTURES["mobilenet-v2"](0.0625)
        with self.assertRaisesRegex(DataError, "widening is made for vgg16 alone"):
            widen(mobile, 0.125)
        with self.assertRaisesRegex(DataError, "vgg16.pth: mobilenet-v2 starts from a checkpoint of ours"):
            initialize(mobile, "vgg16.pth")

    def test_a_run_starts_from_a_narrower_checkpoint_by_widening_it(self):
        narrow = lively(Vgg16(0.0625, input_size=64))
        x = torch.randn(2, 3, 64, 64)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "narrow.pt")
            state = narrow.state_dict()
            save_checkpoint(path, config=narrow.config, model=state, ema=state, optimiser=None, step=7, slices=0, seconds=0, run={"fold": -1})
            wide = Vgg16(0.125, input_size=64).eval()
            self.assertIn("widened from 0.0625", initialize(wide, path))
            with torch.no_grad():
                error = (wide(x) - narrow(x)).abs().max()
            self.assertLess(float(error), 0.5, "the same function but for the noise that parts the copies")
            with self.assertRaisesRegex(DataError, "another architecture"):
                initialize(Vgg16(0.03125, input_size=64), path)

    def test_frozen_blocks_neither_learn_nor_move_their_statistics(self):
        for architecture, network in ARCHITECTURES.items():
            with self.subTest(architecture):
                model = network(0.0625, input_size=64).train()
                model.set_frozen_blocks(2)
                frozen = {key: value.clone() for key, value in model.blocks[:2].state_dict().items()}
                model(torch.randn(2, 3, 64, 64)).sum().backward()
                self.assertTrue(all(p.grad is None for p in model.blocks[:2].parameters()))
                self.assertTrue(all(p.grad is not None for p in model.blocks[2].parameters()))
                torch.testing.assert_close(model.blocks[:2].state_dict(), frozen)


@needs.torch
class InitializeTest(unittest.TestCase):
    def test_first_layer_sees_what_the_source_network_would_have_seen(self):
        rng = np.random.default_rng(0)
        kernel, bias = rng.normal(size=(3, 3, 3, 64)).astype(np.float32), rng.normal(size=64).astype(np.float32)
        with tempfile.NamedTemporaryFile(suffix=".npz") as file:
            np.savez(file, block1_conv1_kernel=kernel, block1_conv1_bias=bias)
            file.flush()
            model = Vgg16(1.0, input_size=64).eval()
            self.assertIn("1 of 13", initialize(model, file.name))
        x = torch.randn(1, 3, 8, 8)
        gain, offset = (torch.tensor(v, dtype=torch.float32).view(1, 3, 1, 1) for v in keras_input())
        theirs = torch.nn.functional.conv2d(x * gain + offset, torch.from_numpy(kernel.transpose(3, 2, 0, 1).copy()),
                                            torch.from_numpy(bias), padding=1).relu()
        with torch.no_grad():
            ours = model.blocks[0].conv1(x)
        torch.testing.assert_close(ours[..., 1:-1, 1:-1], theirs[..., 1:-1, 1:-1], atol=0.05, rtol=1e-3)

    def test_layers_without_norms_keep_their_function_when_training_begins(self):
        rng, images = np.random.default_rng(1), torch.randn(6, 3, 32, 32)
        arrays, inputs = {}, 3
        for name, outputs in (("block1_conv1", 64), ("block1_conv2", 64), ("block2_conv1", 128)):
            arrays[f"{name}_kernel"] = rng.normal(0, 2 / np.sqrt(9 * inputs), (3, 3, inputs, outputs)).astype(np.float32)
            arrays[f"{name}_bias"] = rng.normal(0, 3, outputs).astype(np.float32)
            inputs = outputs

        def source(x):
            for name, kernel in ((key[:-7], value) for key, value in arrays.items() if key.endswith("_kernel")):
                x = torch.nn.functional.max_pool2d(x, 2) if name == "block2_conv1" else x
                weight, bias = torch.from_numpy(kernel.transpose(3, 2, 0, 1).copy()), torch.from_numpy(arrays[f"{name}_bias"])
                if name == "block1_conv1":
                    gain, offset = (torch.tensor(v, dtype=torch.float32) for v in keras_input())
                    bias = bias + torch.einsum("oihw,i->o", weight, offset)
                    weight = weight * gain.view(1, 3, 1, 1)
                x = torch.nn.functional.conv2d(x, weight, bias, padding=1).relu()
            return x

        with tempfile.NamedTemporaryFile(suffix=".npz") as file:
            np.savez(file, **arrays)
            file.flush()
            model = Vgg16(1.0, input_size=32)
            self.assertIn("norms of 3 settled on 6", initialize(model, file.name, images=images))
        with torch.no_grad():
            for training in (False, True):
                model.train(training)
                ours = model.blocks[1].conv1(torch.nn.functional.max_pool2d(model.blocks[0](images), 2))
                theirs = source(images)
                scale = theirs.mean() / ours.mean()
                self.assertGreater(float(scale), 10)
                torch.testing.assert_close(ours * scale, theirs, atol=float(theirs.max()) * 2e-3, rtol=1e-2)

    def test_refuses_broken_and_missing_files_by_name(self):
        model = Vgg16(0.0625, input_size=64)
        with tempfile.TemporaryDirectory() as folder:
            for name in ("a.npz", "a.pth", "a.pt"):
                path = f"{folder}/{name}"
                with self.subTest(name), self.assertRaisesRegex(DataError, name):
                    initialize(model, path)
                with open(path, "w", encoding="utf-8") as out:
                    out.write("junk")
                with self.subTest(name), self.assertRaisesRegex(DataError, name):
                    initialize(model, path)

    def test_refuses_a_width_that_does_not_fit_and_changes_nothing(self):
        with tempfile.NamedTemporaryFile(suffix=".npz") as file:
            np.savez(file, block1_conv1_kernel=np.zeros((3, 3, 3, 64), np.float32))
            file.flush()
            model = Vgg16(0.25, input_size=64)
            before = model.blocks[0].conv1.conv.weight.clone()
            with self.assertRaisesRegex(DataError, "--width 1"):
                initialize(model, file.name)
            torch.testing.assert_close(model.blocks[0].conv1.conv.weight, before)


if __name__ == "__main__":
    unittest.main()
