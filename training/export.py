"""python3 export.py CHECKPOINT.pt FOLDER: folds batch normalisation and writes what src/embed/built-in.ts reads."""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from network import APPEARANCE, LOCAL_SHARE, SHARE, STRUCTURE, Embedder
from prepare import HALF, LATTICE, SIZE


class Writer:
    def __init__(self):
        self.layers, self.values, self.length = [], [], 0

    def reference(self, array):
        array = array.detach().numpy().astype(np.float16)
        assert np.isfinite(array).all()
        start, self.length = self.length, self.length + array.size
        self.values.append(array.ravel())
        return {"offset": start, "shape": list(array.shape)}

    def add(self, op, name, **fields):
        self.layers.append({"op": op, "name": name, **fields})
        return name

    def parameters(self, weight, bias):
        return {"weight": self.reference(weight), "bias": self.reference(bias)}

    def view(self, name, offset, shape):
        return self.add("view", name, offset=offset, shape=shape)

    def conv(self, name, source, block):
        convolution, norm, *relu = block
        fields = {"stride": convolution.stride[0], "padding": convolution.padding[0], "relu": bool(relu)}
        return self.add("conv", name, input=source, **self.parameters(*folded(convolution.weight, norm)), **fields)

    def stage(self, name, source, stage):
        down = self.conv(f"{name}.down", source, stage.down)
        last = self.conv(f"{name}.b", self.conv(f"{name}.a", down, stage.a), stage.b)
        return self.add("add-relu", name, inputs=[down, last])

    def dense(self, name, source, block):
        linear, norm, _ = block
        return self.add("dense", name, input=source, **self.parameters(*folded(linear.weight, norm)), relu=True)

    def head(self, name, source, linear, length):
        plain = self.add("dense", f"{name}.raw", input=source, **self.parameters(linear.weight, linear.bias), relu=False)
        return self.add("normalize", name, input=plain, length=length)

    def flatten(self, source):
        return self.add("flatten", f"{source}.flat", input=source)

    def mean(self, source):
        return self.add("generalized-mean", f"{source}.mean", input=source, power=3, floor=1e-4)


def folded(weight, norm):
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return weight * scale.view(-1, *[1] * (weight.ndim - 1)), norm.bias - norm.running_mean * scale


@torch.no_grad()
def write_network(net):
    writer = Writer()
    edges = writer.view("edges", 0, [3, HALF, HALF])
    colours = writer.view("colours", 3 * HALF * HALF, [3, LATTICE, LATTICE])
    stem = writer.conv("stem", edges, net.stem)
    middle = writer.stage("l2", writer.stage("l1", stem, net.l1), net.l2)
    last = writer.stage("l3", middle, net.l3)
    tap8, tap4 = writer.conv("tap8", middle, net.tap8), writer.conv("tap4", last, net.tap4)
    parts = [writer.flatten(tap8), writer.flatten(tap4), writer.mean(middle), writer.mean(last)]
    hidden = writer.dense("hidden", writer.add("concat", "pooled", inputs=parts), net.hidden)
    colour = writer.conv("c2", writer.conv("c1", colours, net.c1), net.c2)
    both = writer.add("concat", "coloured", inputs=[hidden, writer.flatten(colour)])
    picture = writer.head("picture", hidden, net.structure, (SHARE * (1 - LOCAL_SHARE)) ** 0.5)
    local8, local4 = writer.conv("local8", middle, net.local8), writer.conv("local4", last, net.local4)
    local = writer.add("add-relu", "local.hidden", inputs=[local8, local4])
    local = writer.add("conv", "local", input=local, **writer.parameters(net.local.weight, net.local.bias), stride=1, padding=0, relu=False)
    quarters = writer.add("normalize", "quarters", input=local, length=(SHARE * LOCAL_SHARE) ** 0.5 / 2)
    appearance = writer.head("appearance", writer.dense("colour", both, net.colour), net.appearance, (1 - SHARE) ** 0.5)
    writer.add("concat", "embedding", inputs=[picture, writer.flatten(quarters), appearance])
    return writer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    state = torch.load(options.checkpoint)
    net = Embedder()
    net.load_state_dict(state["average"])
    writer = write_network(net.eval())
    weights = np.concatenate(writer.values).astype("<f2").tobytes()
    digest = hashlib.sha256(weights + json.dumps(writer.layers).encode()).hexdigest()
    previous = options.folder / "embedder.json"
    threshold = json.loads(previous.read_text())["threshold"] if previous.exists() else {"value": 0.7, "basis": "not measured"}
    description = {
        "id": f"gan-diversity-{digest[:8]}",
        "size": SIZE,
        "dimension": STRUCTURE + APPEARANCE,
        "structure": {"dimension": STRUCTURE, "share": SHARE},
        "training": {"seed": state["seed"], "steps": state["step"], "minutes": round(state["minute"], 1)},
        "threshold": threshold,
    }
    layers = ",\n".join(f"    {json.dumps(layer)}" for layer in writer.layers)
    head = json.dumps(description, indent=2)[:-2]
    options.folder.mkdir(parents=True, exist_ok=True)
    previous.write_text(f'{head},\n  "network": [\n{layers}\n  ]\n}}\n')
    (options.folder / "embedder.f16").write_bytes(weights)
    print(len(weights), "bytes,", len(writer.values), "arrays, SHA-256", digest)


if __name__ == "__main__":
    main()
