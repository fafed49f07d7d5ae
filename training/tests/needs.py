"""Marks for tests that need more than Python."""
import importlib.util
import unittest


def _has(*names):
    return all(importlib.util.find_spec(name) for name in names)


torch = unittest.skipUnless(_has("torch", "numpy"), "needs PyTorch and numpy (pip install -r requirements.txt)")
scipy = unittest.skipUnless(_has("scipy", "numpy"), "needs scipy and numpy (pip install -r requirements.txt)")
numpy = unittest.skipUnless(_has("numpy"), "needs numpy (pip install -r requirements.txt)")
pillow = unittest.skipUnless(_has("PIL", "numpy"), "needs Pillow and numpy (pip install -r requirements.txt)")
