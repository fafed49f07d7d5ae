"""BLAST-CT's loader computes what the network's description says, and refuses every other file by name and key."""
import os

from tests import needs
from tests.test_data import InFolder

try:
    import numpy as np

    from ich import teacher_cache
    from ich.box_file import Box
except ImportError:
    pass
try:
    import torch
    import torch.nn.functional as F

    from ich.blast_ct import CLASSES, PHASE, expected_shapes, load_teacher, tiles_over
    from ich.flat_teacher import FlatTeacher
    from teacher_exam import AIR, at_one_mm, head_alone
except ImportError:
    pass


def random_state(seed=0):
    """A state_dict of the right shapes whose activations neither die nor explode."""
    generator = torch.Generator().manual_seed(seed)
    state = {}
    for key, shape in expected_shapes().items():
        noise = torch.randn(shape, generator=generator)
        if key.endswith("conv.weight"):
            state[key] = noise / np.sqrt(np.prod(shape[1:]))
        elif key.endswith("prelu.weight"):
            state[key] = 0.25 + 0.1 * noise
        elif key.endswith("running_var"):
            state[key] = 1 + noise.abs()
        else:
            state[key] = 0.3 * noise + (1 if key.endswith("bn.weight") else 0)
        state.update({key.replace("bn.weight", "bn.num_batches_tracked"): torch.tensor(7)} if key.endswith("bn.weight") else {})
    return state


def by_the_description(state, patch):
    """[110, 110, 110] scaled input to [5, 30, 30, 30]: one patch, layer by layer, upsampled and cropped as DeepMedic is told."""
    def block(x, prefix):
        normed = F.batch_norm(x, state[prefix + "bn.running_mean"], state[prefix + "bn.running_var"],
                              state[prefix + "bn.weight"], state[prefix + "bn.bias"], eps=1e-5)
        weight = state[prefix + "conv.weight"]
        out = F.conv3d(F.prelu(normed, state[prefix + "prelu.weight"]), weight)
        rim = weight.shape[-1] // 2
        middle = tuple(slice(rim, side - rim) for side in x.shape[2:])
        return out + x[(slice(None), slice(None)) + middle] if out.shape[1] == x.shape[1] else out

    paths = []
    for number, scale in enumerate((5, 3, 1)):
        side = (30 // scale + 16) * scale
        first = 55 - side // 2
        x = patch[first:first + side, first:first + side, first:first + side][scale // 2::scale, scale // 2::scale, scale // 2::scale]
        x = x[None, None]
        for layer in range(1, 9):
            x = block(x, f"path({scale}, {scale}, {scale}){number}.path.{layer}.")
        paths.append(F.interpolate(x, scale_factor=scale, mode="nearest"))
    x = torch.cat(paths, 1)
    for layer in range(3):
        x = block(x, f"fully_connected.{layer}.")
    return torch.softmax(x, 1)[0]


@needs.torch
class TeacherTest(InFolder):
    def path(self, state, name="model.pt"):
        path = os.path.join(self.folder, name)
        torch.save(state, path)
        return path

    def test_a_slice_alone_is_a_volume_that_goes_on_unchanged(self):
        path, hu = self.path(random_state()), np.random.default_rng(2).uniform(-40, 130, (41, 34)).astype(np.float32)
        volume = np.repeat(hu[None], 3, 0)
        wanted = np.zeros(volume.shape, bool)
        wanted[1] = True
        expected = load_teacher(path).probabilities(volume, wanted).T.reshape(5, *hu.shape)
        np.testing.assert_allclose(FlatTeacher(path).probabilities(hu), expected, atol=1e-5)

    def test_an_exam_of_the_teacher_sees_the_head_alone_at_a_millimeter(self):
        hu = np.zeros((60, 50))
        hu[10:40, 8:40], hu[15:30, 15:30], hu[54:57, :] = 60, 0, 40  # a head with a dark hollow, and the table below it
        alone = head_alone(hu, 0)
        self.assertEqual(alone[20, 20], 0)
        self.assertEqual((alone[55, 25], alone[2, 2], alone[20, 10]), (AIR, AIR, 60))
        self.assertEqual(at_one_mm(alone, 0.5).shape, (31, 25))

    def test_computes_what_the_description_says_whatever_the_tiles(self):
        state = random_state()
        volume = np.random.default_rng(0).uniform(-40, 130, (22, 40, 33)).astype(np.float32)
        wanted = np.zeros(volume.shape, bool)
        wanted[3, 4:29, 8] = wanted[21, 29, 2:30] = wanted[0, 0, 0] = True
        shares = []
        got = load_teacher(self.path(state)).probabilities(volume, wanted, shares.append)
        padded = np.pad((2 * np.clip(volume, -15, 100) - 85) / 115, [(40, 70 - side) for side in volume.shape], mode="edge")
        with torch.no_grad():
            expected = by_the_description(state, torch.from_numpy(padded.astype(np.float32))).numpy()
        np.testing.assert_allclose(got, np.stack([expected[(slice(None),) + tuple(at)] for at in np.argwhere(wanted)]), atol=2e-5)
        self.assertGreater(got.std(0).max(), 1e-3)  # the comparison is of something
        self.assertEqual(got.shape[1], len(CLASSES))
        self.assertAlmostEqual(shares[-1], 1)

    def test_tiles_cover_what_is_wanted_once_in_phase_and_leave_the_rest(self):
        wanted = np.zeros((31, 200, 200), bool)
        wanted[0, 10:20, 10:20] = wanted[30, 180:, 190:] = wanted[15, 100, 40:170] = True
        seen = np.zeros([side + PHASE for side in wanted.shape], int)
        for start, size in tiles_over(wanted):
            self.assertFalse((start % PHASE).any() or (size % PHASE).any())
            seen[tuple(slice(a, a + n) for a, n in zip(start, size))] += 1
        self.assertTrue((seen[:31, :200, :200][wanted] == 1).all())
        self.assertLess(seen.sum(), 0.2 * wanted.size)

    def test_refuses_a_file_cut_short(self):
        path = self.path(random_state())
        with open(path, "r+b") as file:
            file.truncate(os.path.getsize(path) // 2)
        self.assert_refused([path, "cut short"], load_teacher, path)

    def test_refuses_what_runs_code(self):
        path = self.path({"path": os.system})
        self.assert_refused([path, "no readable"], load_teacher, path)

    def test_refuses_other_architectures_naming_file_and_key(self):
        key = "path(3, 3, 3)1.path.4.conv.weight"
        for change, words in (({key: None}, ["missing"]), ({key: torch.zeros(40, 40, 3, 3)}, ["(40, 40, 3, 3)"]),
                              ({key: torch.full((40, 40, 3, 3, 3), float("nan"))}, ["finite"]),
                              ({key: "text"}, ["str"]), ({"head.weight": torch.zeros(3)}, ["head.weight"])):
            with self.subTest(words=words):
                state = {name: value for name, value in {**random_state(), **change}.items() if value is not None}
                path = self.path(state)
                self.assert_refused([path, next(iter(change)), *words], load_teacher, path)
        self.assert_refused(["gone.pt", "not found"], load_teacher, os.path.join(self.folder, "gone.pt"))
        self.assert_refused(["Tensor, not a state_dict"], load_teacher, self.path(torch.zeros(3)))


@needs.scipy
@needs.torch
class TeacherCacheTest(InFolder):
    def setUp(self):
        super().setUp()
        self.path = os.path.join(self.folder, "49.npz")
        self.wanted = np.zeros((11, 20, 20), bool)
        self.wanted[5, 4:10, 6:12] = self.wanted[10, 0, 0] = True
        self.said = np.tile(np.array([[0.2, 0.8, 0, 0, 0]], np.float32), (37, 1))
        teacher_cache.write_said(self.path, "mark", 0.5, self.wanted, self.said)

    def test_gives_back_what_was_kept_on_the_right_slice(self):
        said = teacher_cache.read_said(self.path, "mark")
        np.testing.assert_array_equal(said[0], self.wanted)
        maps = teacher_cache.on_slice(said, 5, (40, 40))
        self.assertAlmostEqual(float(maps[1, 12, 16]), 0.8, 2)
        self.assertEqual(float(maps[0, 30, 30]), 1)
        self.assertEqual(teacher_cache.on_slice(said, 0, (40, 40))[1].max(), 0)
        np.testing.assert_allclose(maps.sum(0), 1, atol=1e-6)

    @needs.pillow
    def test_takes_label_images_made_elsewhere_and_refuses_others(self):
        from PIL import Image

        path = os.path.join(self.folder, "049_01.png")
        labels = np.zeros((20, 30), np.uint8)
        labels[5:10, 10:20] = 4
        Image.fromarray(labels).save(path)
        maps = teacher_cache.from_label_image(path, (40, 60))
        self.assertEqual((maps.shape, float(maps[4, 15, 30]), float(maps[0, 2, 2])), ((5, 40, 60), 1.0, 1.0))
        self.assert_refused([path, "30x20", "60x60"], teacher_cache.from_label_image, path, (60, 60))
        Image.fromarray(labels + 1).save(path)
        self.assert_refused([path, "0 to 4"], teacher_cache.from_label_image, path, (40, 60))
        with open(path, "wb") as broken:
            broken.write(b"no image")
        self.assert_refused([path, "no readable image"], teacher_cache.from_label_image, path, (40, 60))

    def test_asks_anew_where_the_file_is_cut_short_or_made_from_other_things(self):
        self.assertIsNone(teacher_cache.read_said(self.path, "other"))
        with open(self.path, "r+b") as file:
            file.truncate(os.path.getsize(self.path) - 40)
        self.assertIsNone(teacher_cache.read_said(self.path, "mark"))
        self.assertIsNone(teacher_cache.read_said(os.path.join(self.folder, "none.npz"), "mark"))

    def test_the_mark_changes_with_teacher_boxes_and_spacing(self):
        first, second = self.write("a.pt", "a"), self.write("b.pt", "b")
        box, moved = Box("a.jpg", 1, 0.5, 0.5, 0.1, 0.1, 2), Box("a.jpg", 1, 0.6, 0.5, 0.1, 0.1, 2)
        marks = [teacher_cache.fingerprint(*what) for what in
                 (([first], [box], 5), ([second], [box], 5), ([first], [moved], 5), ([first], [box], 3), ([first, second], [box], 5))]
        self.assertEqual(len(set(marks)), 5)
        self.assertEqual(marks[0], teacher_cache.fingerprint([first], [box._replace(line=9)], 5))
