"""What a search tries: random draws by seed and number, or every combination of a grid."""
import itertools

import numpy as np

from .errors import DataError

#: What a grid leaves alone: the recipe's own settings.
RECIPE = {"lr": 2e-3, "weight_decay": 0.01, "dropout": 0.1, "dense_weight": 3.0, "augment": 0.9, "r": 4.0, "batch": 16}


def draw(seed, number):
    """Settings of random run `number`: learning rate and decay log-uniform, the rest from what is sensible."""
    rng = np.random.default_rng([seed, number])
    return {"lr": float(10 ** rng.uniform(-3.3, -2.3)), "weight_decay": float(10 ** rng.uniform(-4, -1)),
            "dropout": float(rng.choice([0.0, 0.1, 0.2, 0.4])), "dense_weight": float(rng.choice([0.5, 1, 3, 6])),
            "augment": float(rng.choice([0.5, 1.0, 1.3])), "r": float(rng.choice([2, 4, 8])),
            "batch": int(rng.choice([8, 16, 32]))}


def parse_grid(texts):
    """["lr=5e-4,2e-3", "augment=.5,1"] -> [settings of each run]: all combinations, the first name changing slowest."""
    axes = {}
    for text in texts:
        name, _, values = text.partition("=")
        if name not in RECIPE:
            raise DataError(f"--grid {text}: {name} isn't searched; known are {', '.join(RECIPE)}")
        if name in axes:
            raise DataError(f"--grid {text}: {name} is given twice")
        try:
            axes[name] = [type(RECIPE[name])(float(value)) for value in values.split(",")]
        except ValueError:
            raise DataError(f"--grid {text}: give numbers, as in lr=5e-4,2e-3") from None
    return [{**RECIPE, **dict(zip(axes, values))} for values in itertools.product(*axes.values())]
