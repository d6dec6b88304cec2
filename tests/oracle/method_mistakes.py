"""Plausible mistakes in methods.py: [(method, what is mistaken, the method as trained, what is patched)]."""

from contextlib import nullcontext
from dataclasses import replace
from unittest.mock import patch

import torch
from torch.nn.functional import cross_entropy, kl_div, layer_norm

import method_models
import methods
import past_future
import pondering
import surgery
from methods import METHODS


class Exchanged(method_models.Equilibrium):
    def part(self, index, hidden):
        own, onward = super().part(index, hidden)
        return (onward, own) if index < len(self.depths) - 1 else (own, onward)


class FromOne(method_models.Equilibrium):
    def part(self, index, hidden):
        left = len(self.depths) - index + 1
        return method_models.Scaled.apply(hidden, 1 / left), method_models.Scaled.apply(hidden, (left - 1) / left)


class HeadsToo(method_models.Equilibrium):
    def classify(self, index, features, earlier):
        return method_models.Scaled.apply(super().classify(index, features, earlier), 1 / (len(self.depths) - index))


class NotStopped(method_models.Cascaded):
    normalise = staticmethod(lambda x: layer_norm(x, x.shape[-1:], eps=1e-5))

    def classify(self, index, features, earlier):
        own = self.heads[index](features)
        return own if index == 0 else own + self.cascades[str(index)](self.normalise(earlier[-1]))


class NotNormalised(NotStopped):
    normalise = staticmethod(lambda x: x.detach())


class Unbiased(NotStopped):
    normalise = staticmethod(lambda x: ((x - x.mean(-1, keepdim=True)) / x.std(-1, keepdim=True)).detach())


class OtherEpsilon(NotStopped):
    normalise = staticmethod(lambda x: layer_norm(x.detach(), x.shape[-1:], eps=1e-12))


class NotDivided(method_models.Cascaded):
    def together(self, logits):
        pairs = enumerate(zip(super().together(logits), self.ensembles), start=1)
        return [(x - ensemble.bias) * count + ensemble.bias for count, (x, ensemble) in pairs]


class NotPenalised(method_models.Policied):
    alpha = 0


class ByExits(method_models.Policied):
    """Counts exits, not blocks."""

    def reward(self, loss, exit, memorised):
        count = len(self.depths)
        return -loss - self.alpha * (exit + 1) * (1 - (self.depths.index(memorised) + 1) / count)


class FirstRight(method_models.Policied):
    def memorised(self, right):
        return self.depths[right.index(True) if True in right else -1]


class NobodyRemembered(method_models.Policied):
    def memorised(self, right):
        return self.depths[0]


class LastDecides(method_models.Policied):
    def log_probability(self, exit, example):
        term = super().log_probability(exit, example)
        last = len(self.depths) - 1
        return term + torch.log(1 - self.said[last][example]) if exit == last else term


class StayForgotten(method_models.Policied):
    def log_probability(self, exit, example):
        if exit == len(self.depths) - 1:
            return super().log_probability(exit, example)
        return torch.log(self.said[exit][example])


class OtherDraws(method_models.Policied):
    seed = 2


class Unscaled(method_models.Framed):
    def classify(self, index, features, earlier):
        return self.norms[index](features) @ self.frames[index]()


class NotFrame(method_models.Framed):
    """Classes in orthogonal directions."""

    def classify(self, index, features, earlier):
        direction = torch.nn.functional.normalize(self.norms[index](features), dim=-1)
        return direction @ torch.linalg.qr(self.frames[index].weight.detach().T)[0]


class NormForgotten(method_models.Framed):
    def classify(self, index, features, earlier):
        logits = torch.nn.functional.normalize(features, dim=-1) @ self.frames[index]()
        return logits + 0 * self.norms[index](features).sum()


class AfterPooler(method_models.Framed):
    """Adapters read pooled states."""

    def features(self, index, hidden, mask):
        features = torch.tanh(self.bert.pooler.dense(self.pool(hidden, mask)))
        return self.adapters[index](features) if index < len(self.adapters) else features


def later_first(model, logits, losses, labels):
    return sum(j * loss for j, loss in enumerate(losses[:-1], start=1)) / sum(range(1, len(losses)))


def on_the_projected(gradients):
    """Projects on gradients that were themselves projected."""
    gradients = list(gradients)
    for i in range(len(gradients)):
        for j, other in enumerate(gradients):
            product = gradients[i] @ other
            if i != j and product < 0:
                gradients[i] = gradients[i] - product / (other @ other) * other
    return sum(gradients), 0


def asked_of_the_original(gradients):
    """Asks g_i, not g_i', whether it conflicts."""
    total = torch.zeros_like(gradients[0])
    for i, own in enumerate(gradients):
        total = total + own
        for j, other in enumerate(gradients):
            if i != j and own @ other < 0:
                total = total - own @ other / (other @ other) * other
    return total, 0


def last_first(gradients, operate=surgery.operate):
    return operate(gradients[::-1])


class DetachedBefore(pondering.Palbert):
    def state(self):
        kept, self.tokens = self.tokens, [x.detach() for x in self.tokens[:-1]] + self.tokens[-1:]
        state = super().state()
        self.tokens = kept
        return state


class UnplacedBefore(pondering.Palbert):
    def state(self):
        own, before = super().state().chunk(2, dim=1)
        index = len(self.tokens) - 1
        return torch.cat([own, before - self.embeddings.weight[index - 1] if index else before], dim=1)


class PastNotDetached(past_future.PastFuture):
    def past(self):
        return self.tokens


class FirstDetachedAlone(past_future.PastFuture):
    frozen = 1

    def begin_step(self, t, total):
        self.frozen = 2
        factors = super().begin_step(t, total)
        self.frozen = 1
        return factors


class ExitNotDetached(past_future.PastFuture):
    def part(self, index, hidden):
        return hidden, super().part(index, hidden)[1]


def not_truncated(lambdas):
    return pondering.truncated(lambdas, epsilon=0)


def truth_not_detached(tokens, predicted):
    losses = []
    for i, future in enumerate(predicted[:-1]):
        cosines = torch.cosine_similarity(torch.cat(tokens[i + 1 :]), torch.cat(future))
        losses.append((1 - cosines).mean())
    return sum(losses) / len(losses)


def with_stage(name, number, **changes):
    stages = list(METHODS[name].stages)
    stages[number] = replace(stages[number], **changes)
    return replace(METHODS[name], stages=stages)


def with_model(name, model):
    return replace(METHODS[name], model=model)


def optimizers(state_of):
    """AdamW whose state at the beginning of a stage is what `state_of` makes of that of the stage before."""
    make, latest = torch.optim.AdamW, []

    def continued(values, **options):
        optimizer = make(list(values), **options)
        if latest:
            state_of(latest[-1], optimizer)
        latest.append(optimizer)
        return optimizer

    return patch.object(torch.optim, "AdamW", continued)


def moments_kept(before, optimizer):
    optimizer.state.update(before.state)


def count_kept(before, optimizer):
    step = max(state["step"] for state in before.state.values())
    for value in optimizer.param_groups[0]["params"]:
        moments = {"exp_avg": torch.zeros_like(value), "exp_avg_sq": torch.zeros_like(value)}
        optimizer.state[value] = {"step": step.clone(), **moments}


def operating(way):
    return patch.object(surgery, "operate", way)


def grouped(group_of):
    return patch.object(surgery, "group_of", group_of)


def teaching(reach):
    """FastBERT's second stage with another teaching."""
    return with_stage("fastbert", 1, objective=lambda model, logits, losses, labels: reach(logits))


def divergences(logits, of):
    last = logits[-1].detach()
    return sum(of(last, x) for x in logits[:-1])


def forward(teacher, student):
    return kl_div(student.log_softmax(-1), teacher.detach().log_softmax(-1), reduction="batchmean", log_target=True)


def reverse(teacher, student):
    return kl_div(teacher.log_softmax(-1), student.log_softmax(-1), reduction="batchmean", log_target=True)


def over_classes(teacher, student):
    return kl_div(student.log_softmax(-1), teacher.log_softmax(-1), reduction="mean", log_target=True)


def hard(teacher, student):
    return cross_entropy(student, teacher.argmax(-1))


def weighing(**constants):
    """DynExit's loss with other constants."""
    return lambda *given: methods.weighed(*given, **constants)


def weights_normalised(model, logits, losses, labels):
    methods.weighed(model, logits, losses, labels)
    weights, E = list(model.notes.values()), len(losses)
    return sum(E * weight / sum(weights) * loss for weight, loss in zip(weights, losses))


def learning(pair, teachers=lambda E: E - 1):
    """GAML-BERT's loss with another divergence or another number of teachers."""

    def objective(model, logits, losses, labels):
        pairs = [(k, m) for m in range(len(logits)) for k in range(len(logits)) if k != m]
        learned = sum(pair(logits[k], logits[m]) for k, m in pairs) / teachers(len(logits))
        model.notes = {"crossEntropy": sum(losses), "mutual": learned}
        return sum(model.notes.values())

    return with_stage("gaml-bert", 0, objective=objective)


def teachers_learn(teacher, student):
    return kl_div(student.log_softmax(-1), teacher.log_softmax(-1), reduction="batchmean", log_target=True)


class HalvesExchanged(method_models.Teaching):
    halves = [[1 - half for half in row] for row in method_models.Teaching.halves]


class FirstForAll(method_models.Teaching):
    """The weights learn from the half that the model learns from."""

    def rows_of(self, half):
        return super().rows_of(0)


class AllForAll(method_models.Teaching):
    def rows_of(self, half):
        return sorted(super().rows_of(0) + super().rows_of(1))


def from_others(pair, weigh=lambda values: torch.softmax(values, 0), pull=lambda weight, apart: weight * apart.detach()):
    """LeeBERT's loss with another divergence, other weights, or another loss of the second half."""

    def objective(model, logits, losses, labels):
        methods.learned_teachers(model, logits, losses, labels)
        total = sum(losses)
        for m, own in enumerate(model.losses):
            others = [k for k in range(len(logits)) if k != m]
            for weight, k in zip(weigh(own.bias), others):
                total = total + weight.detach() * pair(logits[k], logits[m], model.rows_of(0))
                total = total + pull(weight, pair(logits[k], logits[m], model.rows_of(1)))
        return total

    return with_stage("leebert", 0, objective=objective)


def over_the_batch(teacher, student, rows):
    return methods.divergence(teacher, student, rows) * len(rows) / len(student)


def teachers_too(teacher, student, rows):
    return teachers_learn(teacher[rows], student[rows]) if rows else 0 * student.sum()


def patched(name, way):
    return patch.object(surgery, name, way)


def the_other_aligned(gradients):
    return aligning(gradients[::-1])


def both_aligned(gradients):
    return surgery.operate(gradients)[0]


def equal_weights(gradients, c):
    return torch.full((len(gradients),), 1 / len(gradients))


aligning = surgery.along_the_first
averting = surgery.conflict_averse
PCGRAD = "gradient-surgery"
FRAMES = "disentangled-ee"
MISTAKES = [
    ("pabee", "mean of exits", with_stage("pabee", 0, objective=methods.mean_loss), nullcontext()),
    ("elasticbert", "no equilibrium", with_model("elasticbert", methods.MultiExit), nullcontext()),
    ("elasticbert", "factors exchanged", with_model("elasticbert", Exchanged), nullcontext()),
    ("elasticbert", "counted from 1", with_model("elasticbert", FromOne), nullcontext()),
    ("elasticbert", "heads scaled too", with_model("elasticbert", HeadsToo), nullcontext()),
    ("deebert", "poolers not copied", with_stage("deebert", 1, begin=lambda model: None), nullcontext()),
    ("deebert", "count of steps kept", METHODS["deebert"], optimizers(count_kept)),
    ("mixed", "moments kept", METHODS["mixed"], optimizers(moments_kept)),
    ("mixed", "count of steps kept", METHODS["mixed"], optimizers(count_kept)),
    ("mixed", "mean of exits", with_stage("mixed", 1, objective=methods.mean_loss), nullcontext()),
    (PCGRAD, "no surgery", METHODS[PCGRAD], operating(lambda gradients: (sum(gradients), 0))),
    (PCGRAD, "on the projected", METHODS[PCGRAD], operating(on_the_projected)),
    (PCGRAD, "asked of the original", METHODS[PCGRAD], operating(asked_of_the_original)),
    (PCGRAD, "last exit first", METHODS[PCGRAD], operating(last_first)),
    (PCGRAD, "all parameters one", METHODS[PCGRAD], grouped(lambda name: "all")),
    (PCGRAD, "each tensor alone", METHODS[PCGRAD], grouped(lambda name: name)),
    ("palbert", "before is detached", with_model("palbert", DetachedBefore), nullcontext()),
    ("palbert", "before has no embedding", with_model("palbert", UnplacedBefore), nullcontext()),
    ("palbert", "not truncated", METHODS["palbert"], patch.object(methods, "truncated", not_truncated)),
    ("palbert", "remainder to the last", METHODS["palbert"], patch.object(methods, "truncated", methods.with_remainder)),
    ("palbert", "KL exchanged", METHODS["palbert"], patch.object(methods, "prior_to_exits", methods.exits_to_prior)),
    ("pondernet", "KL exchanged", METHODS["pondernet"], patch.object(methods, "exits_to_prior", methods.prior_to_exits)),
    ("pondernet", "no remainder", METHODS["pondernet"], patch.object(methods, "with_remainder", not_truncated)),
    ("gpfee", "past not detached", with_model("gpfee", PastNotDetached), nullcontext()),
    ("gpfee", "one block detached", with_model("gpfee", FirstDetachedAlone), nullcontext()),
    ("gpfee", "exits not detached", with_model("gpfee", ExitNotDetached), nullcontext()),
    ("gpfee", "truth not detached", METHODS["gpfee"], patch.object(methods, "imitation", truth_not_detached)),
    ("ztw", "gradient not stopped", with_model("ztw", NotStopped), nullcontext()),
    ("ztw", "logits not normalised", with_model("ztw", NotNormalised), nullcontext()),
    ("ztw", "unbiased variance", with_model("ztw", Unbiased), nullcontext()),
    ("ztw", "epsilon 1e-12", with_model("ztw", OtherEpsilon), nullcontext()),
    ("ztw", "ensemble not divided", with_model("ztw", NotDivided), nullcontext()),
    ("ztw", "rate of stage 2", with_stage("ztw", 1, rate=None), nullcontext()),
    ("fastbert", "student to teacher", teaching(lambda logits: divergences(logits, reverse)), nullcontext()),
    ("fastbert", "mean over classes", teaching(lambda logits: divergences(logits, over_classes)), nullcontext()),
    ("fastbert", "hard labels", teaching(lambda logits: divergences(logits, hard)), nullcontext()),
    ("fastbert", "learns from the next", teaching(lambda logits: sum(map(forward, logits[1:], logits))), nullcontext()),
    ("fastbert", "rate not raised", with_stage("fastbert", 1, factor=1), nullcontext()),
    ("dynexit", "weights not learned", with_stage("dynexit", 0, rate_factor=lambda exit, leaf: 1e-9), nullcontext()),
    ("dynexit", "rate not raised", with_stage("dynexit", 0, rate_factor=lambda exit, leaf: 1), nullcontext()),
    ("dynexit", "not regularised", with_stage("dynexit", 0, objective=weighing(regularisation=0)), nullcontext()),
    ("dynexit", "normalised weights", with_stage("dynexit", 0, objective=weights_normalised), nullcontext()),
    ("gaml-bert", "sum over teachers", learning(forward, lambda E: 1), nullcontext()),
    ("gaml-bert", "mean over all exits", learning(forward, lambda E: E), nullcontext()),
    ("gaml-bert", "teachers learn", learning(teachers_learn), nullcontext()),
    ("gaml-bert", "not aligned", METHODS["gaml-bert"], patched("along_the_first", sum)),
    ("gaml-bert", "the other aligned", METHODS["gaml-bert"], patched("along_the_first", the_other_aligned)),
    ("gaml-bert", "both aligned", METHODS["gaml-bert"], patched("along_the_first", both_aligned)),
    ("gaml-bert", "all parameters one", METHODS["gaml-bert"], grouped(lambda name: "all")),
    ("cagrad", "c 0.5", METHODS["cagrad"], patched("conflict_averse", lambda gradients: averting(gradients, 0.5))),
    ("cagrad", "not rescaled", METHODS["cagrad"], patched("conflict_averse", lambda g: averting(g) * (1.16 if len(g) > 1 else 1))),
    ("cagrad", "mean, not sum", METHODS["cagrad"], patched("conflict_averse", lambda g: averting(g) / len(g))),
    ("cagrad", "equal weights", METHODS["cagrad"], patched("dual_weights", equal_weights)),
    ("cagrad", "all parameters one", METHODS["cagrad"], grouped(lambda name: "all")),
    ("leebert", "halves exchanged", with_model("leebert", HalvesExchanged), nullcontext()),
    ("leebert", "one half for both", with_model("leebert", FirstForAll), nullcontext()),
    ("leebert", "all examples for both", with_model("leebert", AllForAll), nullcontext()),
    ("leebert", "mean over the batch", from_others(over_the_batch), nullcontext()),
    ("leebert", "teachers learn", from_others(teachers_too), nullcontext()),
    ("leebert", "weights not normalised", from_others(methods.divergence, weigh=torch.sigmoid), nullcontext()),
    ("leebert", "both halves move all", from_others(methods.divergence, pull=lambda w, apart: w * apart), nullcontext()),
    ("leebert", "rate not raised", with_stage("leebert", 0, rate_factor=lambda exit, leaf: 1), nullcontext()),
    ("ztw", "moments kept", METHODS["ztw"], optimizers(moments_kept)),
    ("consistent-ee", "no penalty", with_model("consistent-ee", NotPenalised), nullcontext()),
    ("consistent-ee", "exits for layers", with_model("consistent-ee", ByExits), nullcontext()),
    ("consistent-ee", "first right layer", with_model("consistent-ee", FirstRight), nullcontext()),
    ("consistent-ee", "nothing remembered", with_model("consistent-ee", NobodyRemembered), nullcontext()),
    ("consistent-ee", "last exit decides", with_model("consistent-ee", LastDecides), nullcontext()),
    ("consistent-ee", "staying forgotten", with_model("consistent-ee", StayForgotten), nullcontext()),
    ("consistent-ee", "other numbers", with_model("consistent-ee", OtherDraws), nullcontext()),
    ("consistent-ee", "rate of stage 2", with_stage("consistent-ee", 1, rate=None), nullcontext()),
    (FRAMES, "length counts", with_model(FRAMES, Unscaled), nullcontext()),
    (FRAMES, "orthogonal classes", with_model(FRAMES, NotFrame), nullcontext()),
    (FRAMES, "no norm", with_model(FRAMES, NormForgotten), nullcontext()),
    (FRAMES, "adapter after pooler", with_model(FRAMES, AfterPooler), nullcontext()),
    (FRAMES, "later exits first", with_stage(FRAMES, 1, objective=later_first), nullcontext()),
    (FRAMES, "last exit included", with_stage(FRAMES, 1, objective=methods.mean_loss), nullcontext()),
    (FRAMES, "rate of stage 2", with_stage(FRAMES, 1, rate=None), nullcontext()),
    ("consistent-ee", "equal shares", with_stage("consistent-ee", 0, share=2), nullcontext()),
]
