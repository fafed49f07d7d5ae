"""The shipped packages as networks in training, and other samples' styles: both change nothing that is not meant to change."""
import json
import os

from tests import needs
from tests.test_data import InFolder

try:
    import numpy as np
    import torch

    from ich.errors import DataError
    from ich.model import build
    from ich.package import load_network
    from ich.predict import averaged_network
    from ich.style import StyleWay, mix_styles
except ImportError:
    pass

MODELS = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "models")


@needs.torch
class PackageTest(InFolder):
    def test_the_shipped_networks_compute_their_golden_values(self):
        for name in ("ich-vgg16", "ich-vgg16-half"):
            folder = os.path.join(MODELS, name)
            content = load_network(folder)
            with open(os.path.join(folder, "golden.json"), encoding="utf-8") as source:
                golden = json.load(source)
            size = content["config"]["input_size"]
            inputs = np.fromfile(os.path.join(folder, golden["inputs"]["file"]), "<f4").reshape(-1, size, size, 3)
            with torch.no_grad():
                said = torch.sigmoid(averaged_network(content)(torch.from_numpy(inputs).permute(0, 3, 1, 2)))
            np.testing.assert_allclose(said.numpy(), golden["probabilities"], atol=1e-5, rtol=0)
            self.assertEqual(content["run"]["fold"], -1, "trained on all: no teacher of a run that tests on some")

    def test_refuses_what_is_no_single_network(self):
        with self.assertRaisesRegex(DataError, "ich-vgg16-pair.*no class maps of a single network"):
            load_network(os.path.join(MODELS, "ich-vgg16-pair"))
        with self.assertRaisesRegex(DataError, "no readable model package"):
            load_network(self.folder)


@needs.torch
class StyleTest(InFolder):
    def features(self):
        return torch.rand(4, 3, 8, 8, generator=torch.Generator().manual_seed(2)) * torch.tensor([1.0, 2, 3, 4]).view(4, 1, 1, 1)

    def test_a_sample_takes_on_its_partners_mean_and_deviation(self):
        x, partners = self.features(), torch.tensor([1, 0, 3, 2])
        torch.testing.assert_close(mix_styles(x, partners, torch.ones(4)), x)
        mixed = mix_styles(x, partners, torch.zeros(4))
        torch.testing.assert_close(mixed.mean((2, 3)), x.mean((2, 3))[partners])
        torch.testing.assert_close(mixed.std((2, 3)), x.std((2, 3))[partners], rtol=1e-4, atol=1e-5)
        self.assertTrue(torch.equal(mixed.flatten(2).argmax(2), x.flatten(2).argmax(2)), "where it is brightest stays")

    def test_parts_follow_beta_and_the_seed(self):
        way = StyleWay(1.0, torch.Generator().manual_seed(1))
        parts = way.parts(20000)
        self.assertAlmostEqual(parts.mean().item(), 0.5, delta=0.02)
        self.assertAlmostEqual(parts.var().item(), 0.25 / 1.2, delta=0.01)
        torch.testing.assert_close(StyleWay(1.0, torch.Generator().manual_seed(1)).parts(20000), parts)

    def test_styles_are_mixed_in_their_share_of_batches_alone(self):
        model = build(dict(architecture="vgg16", width=0.0625, head="class-maps", input_size=64, r=4.0, dropout=0.0, activation="sigmoid")).eval()
        x = torch.randn(4, 3, 64, 64, generator=torch.Generator().manual_seed(3))
        with torch.no_grad():
            plain = model(x)
            never = model(x, way=StyleWay(0.0, torch.Generator().manual_seed(1)))
            always = model(x, way=StyleWay(1.0, torch.Generator().manual_seed(1)))
        torch.testing.assert_close(never, plain, rtol=0, atol=0)
        self.assertFalse(torch.allclose(always, plain, atol=1e-4))
