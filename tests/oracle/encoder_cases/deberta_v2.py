"""DeBERTa v2 and v3: distances in buckets, shared projections, and a convolution after the first block."""

from transformers import DebertaV2Config, DebertaV2ForSequenceClassification, DebertaV2Model
from transformers.models.deberta_v2.modeling_deberta_v2 import ContextPooler

from encoder_cases.deberta import Deberta


class DebertaV2(Deberta):
    architecture = "deberta-v2"
    config, base, classifier = DebertaV2Config, DebertaV2Model, DebertaV2ForSequenceClassification
    context_pooler = ContextPooler
    cases = {
        "deberta-v3": {
            **{"vocab_size": 97, "hidden_size": 20, "num_hidden_layers": 4, "num_attention_heads": 5},
            **{"intermediate_size": 28, "max_position_embeddings": 40, "type_vocab_size": 0, "position_buckets": 4},
            **{"relative_attention": True, "pos_att_type": "p2c|c2p", "position_biased_input": False},
            **{"norm_rel_ebd": "layer_norm", "share_att_key": True, "max_relative_positions": -1},
            **{"layer_norm_eps": 1e-7, "hidden_act": "gelu", "exits": [1, 2, 4]},
        },
        "deberta-v2-conv": {
            **{"vocab_size": 31, "embedding_size": 7, "hidden_size": 12, "num_hidden_layers": 3},
            **{"num_attention_heads": 3, "attention_head_size": 4, "intermediate_size": 17},
            **{"max_position_embeddings": 9, "type_vocab_size": 2, "position_buckets": 6},
            **{"relative_attention": True, "pos_att_type": ["c2p", "p2c"], "share_att_key": False},
            **{"conv_kernel_size": 3, "conv_act": "gelu", "conv_groups": 2},
            **{"layer_norm_eps": 1e-5, "hidden_act": "gelu_new", "exits": [2, 3]},
        },
        "deberta-v2-c2p": {
            **{"vocab_size": 29, "hidden_size": 9, "num_hidden_layers": 2, "num_attention_heads": 1},
            **{"intermediate_size": 11, "max_position_embeddings": 7, "max_relative_positions": 3},
            **{"relative_attention": True, "pos_att_type": "c2p", "norm_rel_ebd": "none", "conv_kernel_size": 5},
            **{"layer_norm_eps": 1e-7, "hidden_act": "relu", "pooler_hidden_act": "tanh", "exits": [1, 2]},
        },
        "deberta-v2-p2c": {
            **{"vocab_size": 23, "hidden_size": 10, "num_hidden_layers": 2, "num_attention_heads": 2},
            **{"intermediate_size": 13, "max_position_embeddings": 8, "position_buckets": 2},
            **{"relative_attention": True, "pos_att_type": ["p2c"], "norm_rel_ebd": "layer_norm"},
            **{"layer_norm_eps": 1e-7, "hidden_act": "gelu", "exits": [1, 2]},
        },
        "deberta-v2-absolute": {
            **{"vocab_size": 23, "hidden_size": 10, "num_hidden_layers": 2, "num_attention_heads": 5},
            **{"intermediate_size": 13, "max_position_embeddings": 8, "type_vocab_size": 1},
            **{"relative_attention": False, "pos_att_type": ["p2c"], "norm_rel_ebd": "layer_norm"},
            **{"layer_norm_eps": 1e-7, "hidden_act": "gelu", "exits": [1, 2]},
        },
    }
    trained = {"deberta-v3": ("early-exit", "sweet", "cosee")}

    def block(self, model, index, hidden, batch):
        output, conv = super().block(model, index, hidden, batch), model.encoder.conv
        return conv(hidden, output, batch["mask"]) if index == 0 and conv is not None else output

    def named(self, model):
        """Without a norm of relative embeddings that do not exist."""
        unread = "encoder.LayerNorm." if not model.config.relative_attention else "none"
        return ((name, value) for name, value in model.named_parameters() if not name.startswith(unread))


CASE = DebertaV2()
