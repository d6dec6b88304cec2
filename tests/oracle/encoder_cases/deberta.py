"""DeBERTa v1: attention by content and by distance."""

from transformers import DebertaConfig, DebertaForSequenceClassification, DebertaModel
from transformers.models.deberta.modeling_deberta import ContextPooler

from encoder_exits import EncoderCase, whole_model


class Deberta(EncoderCase):
    architecture = "deberta"
    config, base, classifier, context_pooler = DebertaConfig, DebertaModel, DebertaForSequenceClassification, ContextPooler
    cases = {
        "deberta": {
            **{"vocab_size": 97, "hidden_size": 20, "num_hidden_layers": 4, "num_attention_heads": 5},
            **{"intermediate_size": 28, "max_position_embeddings": 40, "type_vocab_size": 0},
            **{"relative_attention": True, "pos_att_type": "c2p|p2c", "position_biased_input": False},
            **{"layer_norm_eps": 1e-7, "hidden_act": "gelu", "exits": [1, 2, 4]},
        },
        "deberta-c2p": {
            **{"vocab_size": 31, "embedding_size": 7, "hidden_size": 12, "num_hidden_layers": 3},
            **{"num_attention_heads": 3, "intermediate_size": 17, "max_position_embeddings": 9, "type_vocab_size": 2},
            **{"relative_attention": True, "pos_att_type": ["c2p"], "max_relative_positions": 3},
            **{"layer_norm_eps": 1e-5, "hidden_act": "gelu_new", "exits": [2, 3]},
        },
        "deberta-p2c": {
            **{"vocab_size": 29, "hidden_size": 9, "num_hidden_layers": 2, "num_attention_heads": 1},
            **{"intermediate_size": 11, "max_position_embeddings": 7, "max_relative_positions": 5},
            **{"relative_attention": True, "pos_att_type": "P2C", "position_biased_input": False},
            **{"layer_norm_eps": 1e-7, "hidden_act": "relu", "pooler_hidden_act": "tanh", "exits": [1, 2]},
        },
        "deberta-absolute": {
            **{"vocab_size": 23, "hidden_size": 10, "num_hidden_layers": 2, "num_attention_heads": 2},
            **{"intermediate_size": 13, "max_position_embeddings": 8, "type_vocab_size": 1},
            **{"relative_attention": False, "pos_att_type": ["p2c", "c2p"]},
            **{"layer_norm_eps": 1e-7, "hidden_act": "gelu", "exits": [1, 2]},
        },
    }
    trained = {"deberta": ("early-exit", "sweet", "cosee")}

    def build(self, config):
        return self.base(self.config(**config, **self.plain))

    def pooler(self, model):
        return self.context_pooler(model.config)

    def pool(self, pooler, row):
        return pooler(row[:, None])

    def embed(self, model, batch):
        return model.embeddings(input_ids=batch["ids"], token_type_ids=batch["types"], mask=batch["mask"])

    def block(self, model, index, hidden, batch):
        encoder = model.encoder
        relative = {"relative_pos": encoder.get_rel_pos(hidden), "rel_embeddings": encoder.get_rel_embedding()}
        return encoder.layer[index](hidden, encoder.get_attention_mask(batch["mask"]), **relative)[0]

    def whole(self, config, exits, batch):
        model = self.classifier(self.config(**config, num_labels=exits.classes, **self.plain))
        return whole_model(model, model.deberta, exits, batch, dense=model.pooler.dense, out=model.classifier)


CASE = Deberta()
