"""ELECTRA's discriminator: embeddings of a width of their own, and GELU in the head's dense layer."""

from torch import nn
from torch.nn.functional import gelu
from transformers import ElectraConfig, ElectraForSequenceClassification, ElectraModel

from encoder_exits import EncoderCase, bias, whole_model


class Pooler(nn.Module):
    """The dense layer of ElectraClassificationHead."""

    def __init__(self, width):
        super().__init__()
        self.dense = nn.Linear(width, width)


class Electra(EncoderCase):
    architecture = "electra"
    cases = {
        "electra": {
            **{"vocab_size": 37, "embedding_size": 7, "hidden_size": 18, "num_hidden_layers": 4},
            **{"num_attention_heads": 3, "intermediate_size": 25, "max_position_embeddings": 9, "type_vocab_size": 2},
            **{"layer_norm_eps": 1e-12, "hidden_act": "gelu", "exits": [1, 3]},
        },
        "electra-wide-embeddings": {
            **{"vocab_size": 29, "embedding_size": 15, "hidden_size": 10, "num_hidden_layers": 2},
            **{"num_attention_heads": 2, "intermediate_size": 11, "max_position_embeddings": 7, "type_vocab_size": 1},
            **{"layer_norm_eps": 1e-3, "hidden_act": "relu", "exits": [1, 2]},
        },
        "electra-without-projection": {
            **{"vocab_size": 31, "embedding_size": 12, "hidden_size": 12, "num_hidden_layers": 3},
            **{"num_attention_heads": 4, "intermediate_size": 9, "max_position_embeddings": 8, "type_vocab_size": 2},
            **{"layer_norm_eps": 1e-12, "hidden_act": "mish", "exits": [2, 3]},
        },
    }

    def build(self, config):
        return ElectraModel(ElectraConfig(**config, **self.plain))

    def pooler(self, model):
        return Pooler(model.config.hidden_size)

    def pool(self, pooler, row):
        return gelu(pooler.dense(row))

    def embed(self, model, batch):
        embedded = model.embeddings(input_ids=batch["ids"], token_type_ids=batch["types"])
        return model.embeddings_project(embedded) if hasattr(model, "embeddings_project") else embedded

    def block(self, model, index, hidden, batch):
        return model.encoder.layer[index](hidden, attention_mask=bias(batch, hidden))

    def whole(self, config, exits, batch):
        model = ElectraForSequenceClassification(ElectraConfig(**config, num_labels=exits.classes, **self.plain))
        head = model.classifier
        return whole_model(model, model.electra, exits, batch, dense=head.dense, out=head.out_proj)


CASE = Electra()
