"""What changes with time: image size, learning rate, frozen blocks. All are functions of the budget's used fraction."""
import math

from .errors import DataError


def parse_stages(text, fits=lambda size: size % 16 == 0):
    """"80:.4,96:.8,112:1" -> [(80, .4), (96, .8), (112, 1.)]: 80 px until 40 % of the budget, and so on. fits: a network's own."""
    try:
        stages = [(int(size), float(end)) for size, end in (part.split(":") for part in text.split(","))]
    except ValueError:
        raise DataError(f"--stages must look like 80:.4,96:.8,112:1, not {text!r}") from None
    ends = [end for _, end in stages]
    if ends != sorted(ends) or ends[-1] != 1 or any(size < 32 or not fits(size) for size, _ in stages):
        raise DataError(f"--stages {text!r}: ends must rise to 1 and sizes be multiples of 16 from 32, or as the network has them")
    return stages


def stage_value(stages, fraction):
    """The value whose stage holds at `fraction` of the budget."""
    return next((value for value, end in stages if fraction < end), stages[-1][0])


def learning_rate(peak, fraction, step, warmup_steps=60, floor=0.02):
    """Linear warm-up by steps, then a cosine over the budget down to `floor` of the peak."""
    warm = min(1.0, (step + 1) / warmup_steps)
    return peak * warm * (floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * min(1.0, fraction))))


def parse_unfreeze(text):
    """"2:.1,1:.2,0:1" -> blocks frozen from the bottom: two until 10 %, one until 20 %, none after."""
    if not text:
        return [(0, 1.0)]
    try:
        return [(int(count), float(end)) for count, end in (part.split(":") for part in text.split(","))]
    except ValueError:
        raise DataError(f"--unfreeze must look like 2:.1,1:.2,0:1, not {text!r}") from None
