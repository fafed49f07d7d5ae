"""Run from training/: python3 -m unittest. Tests needing PyTorch or scipy say so and skip themselves without."""
