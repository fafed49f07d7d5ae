"""bfloat16: where the processor has it, close to float32, and never in the head."""
import os
import tempfile
import unittest

from tests import needs

try:
    import torch

    from ich.model import build
    from ich.precision import autocast, cpu_flags, takes_bf16
except ImportError:
    pass


@needs.torch
class PrecisionTest(unittest.TestCase):
    def test_is_taken_where_the_processor_says_that_it_has_it(self):
        cpu = torch.device("cpu")
        self.assertTrue(takes_bf16(cpu, {"sse2", "avx512_bf16"}))
        self.assertTrue(takes_bf16(cpu, {"amx_bf16"}))
        self.assertFalse(takes_bf16(cpu, {"avx512f", "avx512_vnni"}))
        self.assertTrue(takes_bf16(torch.device("cuda")))

    def test_reads_the_flags_of_the_first_processor_or_none(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "cpuinfo")
            self.assertEqual(cpu_flags(path), set())
            with open(path, "w", encoding="utf-8") as file:
                file.write("model name\t: x\nflags\t\t: fpu avx512_bf16\n\nflags\t\t: other\n")
            self.assertEqual(cpu_flags(path), {"fpu", "avx512_bf16"})

    def test_a_network_reads_nearly_the_same_with_a_head_in_float32(self):
        torch.manual_seed(1)
        model = build({"architecture": "vgg16", "width": 0.125, "head": "class-maps", "input_size": 64, "r": 4.0, "dropout": 0.0,
                       "activation": "sigmoid"}).eval()
        x = torch.rand(2, 3, 64, 64)
        with torch.no_grad():
            exact = model(x)
            with autocast(x.device, "bf16"):
                rounded, maps, _ = model(x, dense=True)
            with autocast(x.device, "float32"):
                same = model(x)
        self.assertEqual((rounded.dtype, maps.dtype), (torch.float32, torch.float32))
        self.assertTrue(torch.equal(same, exact))
        self.assertFalse(torch.equal(rounded, exact))
        torch.testing.assert_close(rounded, exact, atol=0.05, rtol=0.05)


if __name__ == "__main__":
    unittest.main()
