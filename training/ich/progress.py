"""One line of progress: how far, how fast, how long still."""
import math
import time

from .errors import DataError


class Progress:
    """Keeps the used share of the budget over interruptions. `used` is seconds of earlier tries.

    The budget is minutes, or slices: then a run's schedule doesn't depend on what else the machine does.
    """

    def __init__(self, minutes, used=0.0, slices=None):
        self.budget, self.used, self.start = minutes * 60, used, time.time()
        self.slices, self.seen, self.seen_before, self.losses = slices, 0, 0, []

    def see(self, slices):
        """Slices trained on since the run began."""
        self.seen = slices

    def elapsed(self):
        return self.used + time.time() - self.start

    def resumed_at(self, slices):
        """Slices that earlier tries saw; the speed is of this one."""
        self.seen = self.seen_before = slices

    def fraction(self):
        return self.elapsed() / self.budget if self.slices is None else self.seen / self.slices

    def minutes_left(self, speed):
        """By the clock, or by the speed so far."""
        if self.slices is None:
            return max(0.0, self.budget - self.elapsed()) / 60
        return max(0, self.slices - self.seen) / max(1e-3, speed) / 60

    def add(self, loss, step):
        """Notes a step's loss; raises DataError on NaN or infinity, before anything is saved over."""
        if not math.isfinite(loss):
            raise DataError(f"loss is {loss} at step {step}: lower --lr, or look at the inputs; the last checkpoint is whole")
        self.losses.append(loss)
        del self.losses[:-200]

    def line(self, step, slices, size, lr):
        speed = (slices - self.seen_before) / max(1e-3, self.elapsed() - self.used)
        mean = sum(self.losses) / max(1, len(self.losses))
        return (f"{100 * self.fraction():5.1f} %  step {step}  {slices} slices  {size} px  lr {lr:.1e}  "
                f"loss {mean:.3f}  {speed:.1f} slices/s  {self.minutes_left(speed):.1f} min left")
