"""Image loss with RSNA weights, and the dense loss that the synthesized lesions' masks give."""
import torch
import torch.nn.functional as F

from .labels import RSNA_WEIGHTS


def image_loss(logits, labels, activation="sigmoid", smoothing=0.0):
    """Weighted binary cross-entropy (sigmoid) or cross-entropy against the types shared evenly (softmax)."""
    if activation == "softmax":
        none = 1 - labels[:, :1]
        target = torch.cat([none, labels[:, 1:]], 1)
        # A slice marked `any` without a type says only "not none": it is spread over the five types.
        target = target + (target.sum(1, keepdim=True) == 0) * torch.tensor([0, 1, 1, 1, 1, 1.0], device=labels.device)
        target = target / target.sum(1, keepdim=True)
        return -(target * F.log_softmax(logits, 1)).sum(1).mean()
    weights = torch.tensor(RSNA_WEIGHTS, device=logits.device)
    target = labels * (1 - smoothing) + 0.5 * smoothing
    return (F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weights).mean()


def dense_targets(planes, shape):
    """Mask planes [B, 6, h, w] in 0..1 at some resolution -> cells of `shape`; a cell is positive if any of it is."""
    return (F.adaptive_max_pool2d(planes, shape) > 0.5).float()


def dense_loss(maps, planes, valid, positive_weight=10.0):
    """Binary cross-entropy a cell, positives weighing more; only labels whose mask is known (`valid` [B, 6]) take part."""
    target = dense_targets(planes, maps.shape[2:])
    weight = valid[:, :, None, None] * (1 + (positive_weight - 1) * target)
    loss = F.binary_cross_entropy_with_logits(maps, target, reduction="none") * weight
    cells = valid.sum() * maps.shape[2] * maps.shape[3]
    return loss.sum() / (cells + 1)
