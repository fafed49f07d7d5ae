"""The columns of out-of-fold predictions: what predict_oof.py writes, mean_oof.py averages and `npm run evaluate -- --oof` reads."""
from .labels import LABELS

LOGITS = tuple(f"logit_{label}" for label in LABELS)
COLUMNS = ("file", "patient", "fold", *LOGITS, *LABELS, "study", "position")
