"""In which numbers a step is computed: bfloat16 where the processor multiplies it by itself, float32 elsewhere.

Weights, their averages, the head and the losses stay float32 either way; convolutions and what follows them are rounded (torch.autocast).
"""
import contextlib

import torch

#: Processor flags, as Linux lists them, of instructions that multiply bfloat16. Without one, oneDNN takes it apart into float32: slower.
_CPU_FLAGS = {"avx512_bf16", "amx_bf16"}


def cpu_flags(path="/proc/cpuinfo"):
    """The first processor's flags; empty where the system doesn't list them."""
    try:
        with open(path, encoding="utf-8") as lines:
            return next((set(line.split(":", 1)[1].split()) for line in lines if line.startswith("flags")), set())
    except OSError:
        return set()


def takes_bf16(device, flags=None):
    """Whether steps on `device` are quicker in bfloat16: every CUDA card that trains this, and CPUs with AVX512-BF16 or AMX."""
    return device.type == "cuda" or (device.type == "cpu" and bool(_CPU_FLAGS & (cpu_flags() if flags is None else flags)))


def precision_for(device, asked="auto"):
    """"bf16" or "float32": what was asked for, or with "auto" what is quicker on `device`. Looks at the processor: once a run, not a step."""
    if asked != "auto":
        return asked
    return "bf16" if takes_bf16(device) else "float32"


def autocast(device, precision):
    """A context in which convolutions are computed in `precision`, "bf16" or "float32"."""
    return torch.autocast(device.type, torch.bfloat16) if precision == "bf16" else contextlib.nullcontext()


def in_float32(device):
    """A context in which nothing is rounded, within another that rounds."""
    return torch.autocast(device.type, enabled=False)
