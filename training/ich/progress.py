"""One line of progress: how far, how fast, how long still."""
import math
import time

from .errors import DataError


class Progress:
    """Keeps the used share of the budget over interruptions. `used` is seconds of earlier tries."""

    def __init__(self, minutes, used=0.0):
        self.budget, self.used, self.start = minutes * 60, used, time.time()
        self.losses = []

    def elapsed(self):
        return self.used + time.time() - self.start

    def fraction(self):
        return self.elapsed() / self.budget

    def add(self, loss, step):
        """Notes a step's loss; raises DataError on NaN or infinity, before anything is saved over."""
        if not math.isfinite(loss):
            raise DataError(f"loss is {loss} at step {step}: lower --lr, or look at the inputs; the last checkpoint is whole")
        self.losses.append(loss)
        del self.losses[:-200]

    def line(self, step, slices, size, lr):
        left = max(0.0, self.budget - self.elapsed())
        mean = sum(self.losses) / max(1, len(self.losses))
        return (f"{100 * self.fraction():5.1f} %  step {step}  {slices} slices  {size} px  lr {lr:.1e}  "
                f"loss {mean:.3f}  {slices / max(1e-3, self.elapsed()):.0f} slices/s  {left / 60:.1f} min left")
