"""The gallery gives the verdicts of etude.verify, on thousands of typed responses."""

from __future__ import annotations

import pytest

from tests.serve.agreement import agree
from tests.soak.test_soak import sized

pytestmark = pytest.mark.soak


def test_the_gallery_says_what_verify_says_of_5_000_typed_responses() -> None:
    n = max(200, sized(5_000))
    assert sum(agree(n, seed=23).values()) >= n
