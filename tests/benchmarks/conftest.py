"""Benchmarks that many tests look at, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from etude.benchmarks.build import build
from etude.benchmarks.salts import Salt
from etude.benchmarks.suite import Suite, find_suite, parse_suite

SALT = Salt(bytes(range(32)))
SMALL = """
name: small
title: "A small one: for tests"
summary: A few questions of three domains.
source: tests
n: 40
mix:
  - families: ["music.interval.name:form=choice", "arithmetic.*", "!arithmetic.step_trace", algebra.symbolic.expand]
"""


@pytest.fixture(scope="session")
def small() -> Suite:
    return parse_suite(SMALL, "small.yaml")


@pytest.fixture(scope="session")
def private(tmp_path_factory: pytest.TempPathFactory, small: Suite) -> Path:
    out = tmp_path_factory.mktemp("benchmarks") / "private"
    return build(small, out, SALT, n=70).folder


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory, small: Suite) -> Path:
    out = tmp_path_factory.mktemp("benchmarks") / "public"
    return build(small, out, SALT, n=70, public=True).folder


@pytest.fixture(scope="session")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A public one with pictures."""
    from dataclasses import replace

    out = tmp_path_factory.mktemp("benchmarks") / "pictured"
    return build(replace(find_suite("ssmr"), images=True), out, SALT, n=20, public=True).folder
