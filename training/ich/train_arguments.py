"""The settings of a training run on the command line: train.py's, and train_volume.py's beside its own."""
import argparse

import torch

from .model import ARCHITECTURES
from .slice_network import HEADS


def parse_folds(text):
    """"0" -> 0; "2,3,4" -> [2, 3, 4]; "-1" -> -1 (none left out)."""
    folds = [int(part) for part in text.split(",")]
    return folds[0] if len(folds) == 1 else folds


def argument_parser(about):
    """A parser that introduces itself with `about`, a script's text."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("tensors")
    add("--bank", help="folder of make_bank.py; without it there is no dense supervision by lesions")
    add("--moved", help="folder of make_transplants.py")
    add("--outlines", help="folder of make_outlines.py: dense supervision on real bleeds")
    add("--out", required=True, help="checkpoint to write; with --resume also to read")
    add("--labels", help="labels file to use in place of the tensors' own")
    add("--folds", help="CSV patient,fold to use in place of the tensors' own")
    add("--fold", type=parse_folds, default=-1, help="fold to leave out and test on, or several: 2,3,4; -1 trains on all")
    add("--architecture", choices=tuple(ARCHITECTURES), default="vgg16")
    add("--width", type=float, default=0.25)
    add("--head", choices=HEADS, default="class-maps")
    add("--softmax", action="store_true", help="six-way softmax (none and five types) in place of six sigmoids")
    add("--r", type=float, default=4.0, help="sharpness of log-sum-exp pooling")
    add("--bone", type=float, metavar="SHARE", help="the slice's bone window as a fourth channel; SHARE of the samples go without, as pictures do that end at 100 HU")
    add("--mix", default="", help="shares of a batch, e.g. negative:.3,lesion:.5,look_alike:.2 to train on painted lesions alone")
    add("--alone", type=float, default=0.25, help="share of samples whose neighbors are the slice itself: single slices are judged, too")
    add("--single-slice", action="store_true", help="the slice in its neighbors' places too (to measure what they are worth)")
    add("--stages", default="80:.35,112:.85,128:1", help="image size by share of the budget")
    add("--unfreeze", default="", help="frozen blocks by share of the budget, e.g. 2:.1,1:.2,0:1")
    add("--minutes", type=float, default=14)
    add("--slices", type=int, help="budget in slices, in place of --minutes: the schedule is the same on a busy machine")
    add("--batch", type=int, default=16)
    add("--lr", type=float, default=2e-3)
    add("--weight-decay", type=float, default=0.01)
    add("--dropout", type=float, default=0.1)
    add("--smoothing", type=float, default=0.0, help="label smoothing")
    add("--dense-weight", type=float, default=3.0)
    add("--augment", type=float, default=0.7, help="strength of augmentation; 0 only flips")
    add("--bending", type=float, default=0.0, help="strength of elastic deformation, times --augment; 0 bends nothing")
    add("--scanners", type=float, default=1.0, help="strength of kernels, noise, HU offsets, contrast and narrow windows, times --augment")
    add("--ageing", type=float, default=0.0, metavar="SHARE", help="share of samples made older: wider fluid spaces, paler white matter, scars (ich/ageing.py)")
    add("--style", type=float, default=0.0, metavar="SHARE", help="share of batches whose early features take on other samples' statistics (ich/style.py)")
    add("--ema", type=float, default=0.996)
    add("--init", help="Keras .h5, torchvision .pth, partial .npz, a model package's folder, or a checkpoint of the same architecture or a narrower one")
    add("--teachers", nargs="+", metavar="NETWORK", help="checkpoints or packages of the same kind, of any width, whose mean opinion is learnt beside the labels")
    add("--teaching", type=float, default=4.0, help="weight of the teachers' opinion; the labels' is 1")
    add("--resume", action="store_true")
    add("--seed", type=int, default=0)
    add("--precision", default="auto", choices=["auto", "bf16", "float32"], help="of convolutions; auto: bf16 where the processor multiplies it by itself")
    add("--threads", type=int, default=1)
    add("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    add("--in-memory", action="store_true", help="hold tensors and banks in memory (some 2 GB)")
    add("--save-every", type=float, default=2.0, help="minutes between checkpoints")
    return parser
