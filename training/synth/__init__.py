"""Synthesized hemorrhages and look-alikes, painted into slices without hemorrhage."""
