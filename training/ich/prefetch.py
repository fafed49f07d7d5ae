"""The next batch is drawn while the GPU works on this one."""
from concurrent.futures import ThreadPoolExecutor


class Prefetch:
    """Calls `draw` one batch ahead in a thread of its own; the order of draws, and so the seed's meaning, stays."""

    def __init__(self, draw):
        self.draw, self.pool = draw, ThreadPoolExecutor(1)
        self.coming = self.pool.submit(draw)

    def __call__(self):
        batch, self.coming = self.coming.result(), self.pool.submit(self.draw)
        return batch
