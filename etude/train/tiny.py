"""A small language model of characters, made from nothing.

Warmed up, it learns to add in a minute on two cores: what tests and the first steps of a study need.
"""

from __future__ import annotations

from etude.models import Loaded

CHARACTERS = "\n" + "".join(map(chr, range(32, 127)))
_PAD, _END, _UNKNOWN = "<pad>", "<end>", "<unk>"


def tiny(*, layers: int = 4, width: int = 128, heads: int = 4, longest: int = 256, seed: int = 0) -> Loaded:
    """A Llama of characters with random weights. longest: tokens of prompt and completion together."""
    import torch
    from tokenizers import Regex, Tokenizer
    from tokenizers.decoders import Fuse
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    words = {token: i for i, token in enumerate([_PAD, _END, _UNKNOWN, *CHARACTERS])}
    inner = Tokenizer(WordLevel(words, unk_token=_UNKNOWN))
    inner.pre_tokenizer = Split(Regex(r"[\s\S]"), "isolated")
    inner.decoder = Fuse()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=inner, pad_token=_PAD, eos_token=_END, unk_token=_UNKNOWN, padding_side="left"
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        config = LlamaConfig(
            vocab_size=len(words), hidden_size=width, intermediate_size=4 * width, num_hidden_layers=layers,
            num_attention_heads=heads, num_key_value_heads=heads, max_position_embeddings=longest,
            tie_word_embeddings=True, bos_token_id=None, eos_token_id=words[_END], pad_token_id=words[_PAD],
        )  # fmt: skip
        return Loaded(LlamaForCausalLM(config), tokenizer)
