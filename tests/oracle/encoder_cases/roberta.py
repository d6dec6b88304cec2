"""RoBERTa: positions counted from pad_token_id + 1."""

from transformers import RobertaConfig, RobertaForSequenceClassification, RobertaModel

from encoder_exits import EncoderCase, bias, whole_model


class Roberta(EncoderCase):
    architecture = "roberta"
    cases = {
        "roberta": {
            **{"vocab_size": 97, "hidden_size": 20, "num_hidden_layers": 4, "num_attention_heads": 5},
            **{"intermediate_size": 28, "max_position_embeddings": 41, "type_vocab_size": 2, "pad_token_id": 0},
            **{"layer_norm_eps": 1e-5, "hidden_act": "gelu", "exits": [1, 2, 4]},
        },
        "roberta-one-type": {
            **{"vocab_size": 31, "hidden_size": 9, "num_hidden_layers": 3, "num_attention_heads": 1},
            **{"intermediate_size": 17, "max_position_embeddings": 10, "type_vocab_size": 1, "pad_token_id": 1},
            **{"layer_norm_eps": 1e-12, "hidden_act": "quick_gelu", "exits": [2, 3]},
        },
        "roberta-pad-2": {
            **{"vocab_size": 23, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 2},
            **{"intermediate_size": 5, "max_position_embeddings": 10, "type_vocab_size": 3, "pad_token_id": 2},
            **{"layer_norm_eps": 1e-5, "hidden_act": "silu", "exits": [1, 2]},
        },
    }
    trained = {"roberta": ("early-exit", "sweet", "cosee")}

    def build(self, config):
        return RobertaModel(RobertaConfig(**config, **self.plain))

    def pooler(self, model):
        pooler, model.pooler = model.pooler, None
        return pooler

    def pool(self, pooler, row):
        return pooler(row[:, None])

    def embed(self, model, batch):
        return model.embeddings(input_ids=batch["ids"], token_type_ids=batch["types"])

    def block(self, model, index, hidden, batch):
        return model.encoder.layer[index](hidden, attention_mask=bias(batch, hidden))

    def whole(self, config, exits, batch):
        model = RobertaForSequenceClassification(RobertaConfig(**config, num_labels=exits.classes, **self.plain))
        head = model.classifier
        return whole_model(model, model.roberta, exits, batch, dense=head.dense, out=head.out_proj)


CASE = Roberta()
