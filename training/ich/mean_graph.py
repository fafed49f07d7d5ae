"""Several networks as one graph: they read one input, and its logits are the mean of theirs."""
from .errors import DataError

_ENDS = ("logits", "probabilities")


def _own(member, layers, arrays, share):
    """One network's layers and arrays under names of its own, without its end; its part of the mean is folded into its class maps and
    r, for share * LSE_r(m) = LSE_(r / share)(share * m)."""
    name = lambda old: f"{member}_{old}"
    renamed, kept = [], {}
    for layer in layers:
        if layer["name"] in _ENDS:
            continue
        new = {**layer, "name": name(layer["name"])}
        for key in ("input", "other", "kernel", "bias"):
            if isinstance(layer.get(key), str):
                new[key] = name(layer[key])
        if "others" in layer:
            new["others"] = [name(other) for other in layer["others"]]
        renamed.append(new)
    for key, array in arrays.items():
        scaled = array * array.dtype.type(share) if key.startswith("class_maps_") else array
        kept[name(key)] = scaled
    return renamed, kept


def _sum(layers, name, values):
    """Adds values of one shape, one after the other; the last sum has the name."""
    total = values[0]
    for at, value in enumerate(values[1:], 2):
        step = name if at == len(values) else f"{name}_{at}"
        layers.append({"op": "add", "name": step, "input": total, "other": value, "activation": "none"})
        total = step


def mean_of(graphs):
    """(layers, arrays) of the mean of the networks' logits; graphs: [(layers, arrays)] as `layers_of` gives them, two or more. `class_maps`
    is the mean of their class maps, `logits` of their logits.

    Raises DataError where a network's head is not class maps pooled by log-sum-exp and a sigmoid.
    """
    share = 1 / len(graphs)
    members = [f"network{at}" for at in range(1, len(graphs) + 1)]
    joined, kept, pools = [], {}, []
    for member, (layers, arrays) in zip(members, graphs):
        if [layer["op"] for layer in layers[-2:]] != ["lse_pool", "sigmoid"]:
            raise DataError("only networks with class maps, log-sum-exp and a sigmoid can be averaged", member)
        own, renamed = _own(member, layers, arrays, share)
        if joined:
            own[0]["input"] = "input"
        joined += own
        kept.update(renamed)
        pools.append({"op": "lse_pool", "name": f"{member}_logits", "input": f"{member}_class_maps", "r": layers[-2]["r"] / share})
    _sum(joined, "class_maps", [f"{member}_class_maps" for member in members])
    joined += pools
    _sum(joined, "logits", [pool["name"] for pool in pools])
    joined.append({"op": "sigmoid", "name": "probabilities"})
    return joined, kept
