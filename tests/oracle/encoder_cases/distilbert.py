"""DistilBERT: names of its own, no token types, and ReLU after the head's `pre_classifier`."""

from torch import nn
from torch.nn.functional import relu
from transformers import DistilBertConfig, DistilBertForSequenceClassification, DistilBertModel

from encoder_exits import EncoderCase, bias, whole_model


class Pooler(nn.Module):
    """The layer `pre_classifier` of DistilBertForSequenceClassification."""

    def __init__(self, width):
        super().__init__()
        self.dense = nn.Linear(width, width)


class DistilBert(EncoderCase):
    architecture = "distilbert"
    width = "dim"
    plain = {"dropout": 0.0, "attention_dropout": 0.0, "seq_classif_dropout": 0.0, "attn_implementation": "eager"}
    cases = {
        "distilbert": {
            **{"vocab_size": 33, "dim": 15, "n_layers": 3, "n_heads": 3, "hidden_dim": 22},
            **{"max_position_embeddings": 9, "activation": "gelu", "exits": [1, 3]},
        },
        "distilbert-relu": {
            **{"vocab_size": 41, "dim": 14, "n_layers": 4, "n_heads": 7, "hidden_dim": 6},
            **{"max_position_embeddings": 7, "activation": "relu", "exits": [2, 3, 4]},
        },
    }

    def build(self, config):
        return DistilBertModel(DistilBertConfig(**config, **self.plain))

    def pooler(self, model):
        return Pooler(model.config.dim)

    def pool(self, pooler, row):
        return relu(pooler.dense(row))

    def embed(self, model, batch):
        return model.embeddings(batch["ids"])

    def block(self, model, index, hidden, batch):
        return model.transformer.layer[index](hidden, attention_mask=bias(batch, hidden))

    def whole(self, config, exits, batch):
        model = DistilBertForSequenceClassification(
            DistilBertConfig(**config, num_labels=exits.classes, **self.plain)
        )
        layers = {"dense": model.pre_classifier, "out": model.classifier}
        return whole_model(model, model.distilbert, exits, batch, **layers, types=False)


CASE = DistilBert()
