"""ModernBERT: rotary positions, attention near by and to all tokens, gated layers; exits read through `final_norm`."""

import torch
from transformers import ModernBertConfig, ModernBertForSequenceClassification, ModernBertModel
from transformers.masking_utils import create_bidirectional_mask, create_bidirectional_sliding_window_mask
from transformers.models.modernbert.modeling_modernbert import ModernBertPredictionHead

from encoder_exits import EncoderCase

MASKS = {"full_attention": create_bidirectional_mask, "sliding_attention": create_bidirectional_sliding_window_mask}


class ModernBert(EncoderCase):
    architecture = "modernbert"
    # With plain operations, a place whose window is all padding is not a number, and spoils the others.
    plain = {"attn_implementation": "sdpa"}
    cases = {
        "modernbert": {
            **{"vocab_size": 97, "hidden_size": 20, "num_hidden_layers": 5, "num_attention_heads": 5},
            **{"intermediate_size": 28, "max_position_embeddings": 40, "pad_token_id": 0, "local_attention": 4},
            **{"global_attn_every_n_layers": 3, "exits": [1, 2, 5]},
        },
        "modernbert-biases": {
            **{"vocab_size": 31, "hidden_size": 12, "num_hidden_layers": 3, "num_attention_heads": 2},
            **{"intermediate_size": 7, "max_position_embeddings": 9, "pad_token_id": 1, "local_attention": 3},
            **{"global_attn_every_n_layers": 2, "norm_bias": True, "attention_bias": True, "mlp_bias": True},
            **{"global_rope_theta": 500.0, "local_rope_theta": 20.0, "norm_eps": 1e-3, "hidden_activation": "silu"},
            **{"classifier_bias": True, "classifier_activation": "relu", "exits": [2, 3]},
        },
        "modernbert-types": {
            **{"vocab_size": 29, "hidden_size": 8, "num_hidden_layers": 3, "num_attention_heads": 1},
            **{"intermediate_size": 11, "max_position_embeddings": 7, "pad_token_id": 2, "local_attention": 2},
            "layer_types": ["sliding_attention", "sliding_attention", "full_attention"],
            "rope_parameters": {
                "full_attention": {"rope_type": "default", "rope_theta": 300.0},
                "sliding_attention": {"rope_type": "default", "rope_theta": 9.0},
            },
            **{"classifier_pooling": "mean", "exits": [1, 3]},
        },
    }
    trained = {"modernbert": ("early-exit", "sweet", "cosee")}

    def build(self, config):
        return ModernBertModel(ModernBertConfig(**config, **self.plain))

    def pooler(self, model):
        return ModernBertPredictionHead(model.config)

    def row(self, model, hidden, batch):
        states = model.final_norm(hidden)
        if model.config.classifier_pooling == "cls":
            return states[:, 0]
        mask = batch["mask"].unsqueeze(-1)
        return (states * mask).sum(1) / mask.sum(1)

    def pool(self, pooler, row):
        return pooler(row)

    def embed(self, model, batch):
        return model.embeddings(input_ids=batch["ids"])

    def block(self, model, index, hidden, batch):
        block = model.layers[index]
        of_type = MASKS[block.attention_type]
        mask = of_type(config=model.config, inputs_embeds=hidden, attention_mask=batch["mask"])
        angles = model.rotary_emb(hidden, torch.arange(hidden.shape[1])[None], block.attention_type)
        return block(hidden, attention_mask=mask, position_embeddings=angles)

    def whole(self, config, exits, batch):
        model = ModernBertForSequenceClassification(ModernBertConfig(**config, num_labels=exits.classes, **self.plain))
        model.double().eval()
        model.model.load_state_dict(exits.model.state_dict())
        model.head.load_state_dict(exits.pooler.state_dict())
        model.classifier.load_state_dict(exits.heads[-1].state_dict())
        states = []
        model.model.embeddings.register_forward_hook(lambda _, __, state: states.append(state))
        for block in model.model.layers:
            block.register_forward_hook(lambda _, __, state: states.append(state))
        return states, model(batch["ids"], attention_mask=batch["mask"]).logits


CASE = ModernBert()
