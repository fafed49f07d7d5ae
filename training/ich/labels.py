"""The six labels in the order that the whole project uses (src/base/labels.ts), and their loss weights."""

LABELS = ("any", "epidural", "intraparenchymal", "intraventricular", "subarachnoid", "subdural")
ABBREVIATIONS = ("any", "EDH", "IPH", "IVH", "SAH", "SDH")

#: Weights of the RSNA 2019 metric: `any` counts twice.
RSNA_WEIGHTS = (2.0, 1.0, 1.0, 1.0, 1.0, 1.0)

#: Output columns of the two activations. The six-way softmax has no `any`: it is one minus "none".
OUTPUT_LABELS = {"sigmoid": LABELS, "softmax": ("none",) + LABELS[1:]}
