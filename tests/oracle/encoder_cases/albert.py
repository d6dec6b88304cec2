"""ALBERT: groups of layers that several blocks run, and factorised embeddings. A block is one pass through a group."""

import torch
from transformers import AlbertConfig, AlbertForSequenceClassification, AlbertModel

from encoder_exits import EncoderCase, bias, whole_model


class Albert(EncoderCase):
    architecture = "albert"
    cases = {
        "albert": {
            **{"vocab_size": 97, "embedding_size": 9, "hidden_size": 20, "num_hidden_layers": 5},
            **{"num_hidden_groups": 1, "inner_group_num": 1, "num_attention_heads": 5, "intermediate_size": 28},
            **{"max_position_embeddings": 40, "type_vocab_size": 2, "layer_norm_eps": 1e-12},
            **{"hidden_act": "gelu_new", "exits": [1, 3, 5]},
        },
        "albert-groups": {
            **{"vocab_size": 31, "embedding_size": 5, "hidden_size": 14, "num_hidden_layers": 4},
            **{"num_hidden_groups": 3, "inner_group_num": 2, "num_attention_heads": 2, "intermediate_size": 19},
            **{"max_position_embeddings": 8, "type_vocab_size": 1, "layer_norm_eps": 1e-5},
            **{"hidden_act": "silu", "exits": [1, 2, 3]},
        },
        "albert-wide-embeddings": {
            **{"vocab_size": 29, "embedding_size": 13, "hidden_size": 10, "num_hidden_layers": 4},
            **{"num_hidden_groups": 2, "inner_group_num": 1, "num_attention_heads": 1, "intermediate_size": 15},
            **{"max_position_embeddings": 7, "type_vocab_size": 2, "layer_norm_eps": 1e-12},
            **{"hidden_act": "tanh", "exits": [2, 4]},
        },
        "albert-inner": {
            **{"vocab_size": 23, "embedding_size": 8, "hidden_size": 8, "num_hidden_layers": 3},
            **{"num_hidden_groups": 1, "inner_group_num": 3, "num_attention_heads": 4, "intermediate_size": 11},
            **{"max_position_embeddings": 7, "type_vocab_size": 2, "layer_norm_eps": 1e-12},
            **{"hidden_act": "gelu_pytorch_tanh", "exits": [1, 2, 3]},
        },
    }
    trained = {"albert": ("early-exit", "sweet", "multi-model", "cosee")}

    def build(self, config):
        return AlbertModel(AlbertConfig(**config, **self.plain))

    def pooler(self, model):
        pooler, model.pooler = model.pooler, None
        return pooler

    def pool(self, pooler, row):
        return torch.tanh(pooler(row))

    def embed(self, model, batch):
        embedded = model.embeddings(input_ids=batch["ids"], token_type_ids=batch["types"])
        return model.encoder.embedding_hidden_mapping_in(embedded)

    def block(self, model, index, hidden, batch):
        config, groups = model.config, model.encoder.albert_layer_groups
        group = index * config.num_hidden_groups // config.num_hidden_layers
        return groups[group](hidden, bias(batch, hidden))

    def whole(self, config, exits, batch):
        model = AlbertForSequenceClassification(AlbertConfig(**config, num_labels=exits.classes, **self.plain))
        layers = {"dense": model.albert.pooler, "out": model.classifier}
        states, logits = whole_model(model, model.albert, exits, batch, **layers)
        return states[:: config["inner_group_num"]], logits


CASE = Albert()
