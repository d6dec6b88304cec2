"""Values and gradients of single operations in float64, from inputs that float32 holds exactly."""

import torch
from torch.nn import functional as F


def numbers(generator, *shape, scale=1.0):
    return (torch.randn(*shape, generator=generator) * scale).float().double().requires_grad_()


def record(inputs, output, upstream):
    """Inputs, output, the gradient sent down and the gradient of each input."""
    gradients = torch.autograd.grad(output, list(inputs.values()), upstream)
    return {
        "inputs": {name: x.detach().tolist() for name, x in inputs.items()},
        "output": output.detach().tolist(),
        "upstream": upstream.tolist(),
        "gradients": {name: g.tolist() for name, g in zip(inputs, gradients)},
    }


def upstream_of(generator, output):
    return torch.randn(output.shape, generator=generator).float().double()


def layer_norm(g):
    x = numbers(g, 4, 7)
    with torch.no_grad():
        x[1] *= 2**-9  # a variance of about 4e-6, below epsilon
    inputs = {"x": x, "weight": numbers(g, 7), "bias": numbers(g, 7)}
    out = F.layer_norm(x, (7,), inputs["weight"], inputs["bias"], eps=1e-5)
    return {"epsilon": 1e-5, **record(inputs, out, upstream_of(g, out))}


def gelu(g):
    x = torch.linspace(-6, 6, 49).double().requires_grad_()
    out = F.gelu(x, approximate="none")
    return record({"x": x}, out, upstream_of(g, out))


def linear(g):
    inputs = {"x": numbers(g, 2, 3, 5), "weight": numbers(g, 4, 5), "bias": numbers(g, 4)}
    out = F.linear(inputs["x"], inputs["weight"], inputs["bias"])
    return record(inputs, out, upstream_of(g, out))


def attention(g):
    """softmax(q k^T / sqrt(D)) v, [B, A, T, D], keys where `mask` [B, T] is 0 left out."""
    q, k, v = (numbers(g, 2, 3, 5, 4) for _ in range(3))
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    scores = (q @ k.transpose(-1, -2)) / 2.0
    out = scores.masked_fill(mask[:, None, None, :] == 0, float("-inf")).softmax(-1) @ v
    return {"mask": mask.tolist(), **record({"query": q, "key": k, "value": v}, out, upstream_of(g, out))}


def cross_entropy(g):
    """Mean over the batch; the last rows are saturated, right and wrong."""
    logits = numbers(g, 6, 3, scale=2.0)
    with torch.no_grad():
        logits[4] = torch.tensor([80.0, -60.0, 0.0])
        logits[5] = torch.tensor([-30.0, 30.0, 10.0])
    labels = torch.tensor([0, 2, 1, 1, 0, 0])
    out = F.cross_entropy(logits, labels)
    return {"labels": labels.tolist(), **record({"logits": logits}, out, torch.tensor(1.0).double())}


def adamw(g, decay):
    """Six steps with a falling rate, on gradients of 1e-9 to 1e2: epsilon's place shows on the small ones."""
    parameter = torch.nn.Parameter(numbers(g, 12).detach())
    start = parameter.detach().tolist()
    scale = torch.logspace(-9, 2, 12).double()
    optimizer = torch.optim.AdamW([parameter], lr=1e-2, betas=(0.9, 0.999), eps=1e-8, weight_decay=decay)
    steps = []
    for t in range(6):
        rate = 1e-2 * (1 - t / 6)
        optimizer.param_groups[0]["lr"] = rate
        parameter.grad = (torch.randn(12, generator=g) * scale).float().double()
        optimizer.step()
        steps.append({"learningRate": rate, "gradient": parameter.grad.tolist(), "parameter": parameter.tolist()})
    return {"weightDecay": decay, "start": start, "steps": steps}


def clipping(g, scale):
    """Factor min(1, 1 / (norm + 1e-6)) on three tensors together."""
    tensors = [(torch.randn(s, generator=g) * scale).float().double() for s in ((3, 2), (4,), (1,))]
    norm = torch.sqrt(sum((x * x).sum() for x in tensors))
    factor = torch.clamp(1.0 / (norm + 1e-6), max=1.0)
    return {
        "inputs": [x.tolist() for x in tensors],
        "norm": norm.item(),
        "outputs": [(x * factor).tolist() for x in tensors],
    }


def all_operations():
    g = torch.Generator().manual_seed(7)
    return {
        "layerNorm": layer_norm(g),
        "gelu": gelu(g),
        "linear": linear(g),
        "attention": attention(g),
        "crossEntropy": cross_entropy(g),
        "adamW": [adamw(g, 0.0), adamw(g, 0.01)],
        "clipping": [clipping(g, s) for s in (3.0, 0.05, 0.0)],
    }
