"""Kinds of answer, one file a kind: how it is read, compared, keyed, written and asked for.

``kind_of(verifier, spec)`` gives the kind of a task's answer with all that its question says of it. Verifiers, few-shot
and warm-up examples, rewards and tests take everything they know of an answer from there.
"""
