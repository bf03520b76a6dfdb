"""The graph that pyshacl asks."""

from __future__ import annotations

import gc

from publisher.check.indexed import Indexed
from publisher.check.shacl import validate
from publisher.load.turtle import load_text
from publisher.release.known import source_shapes


def test_an_index_goes_as_soon_as_all_is_answered() -> None:
    """A check seldom looks for garbage, and that of a large file would be held beside what is made next."""
    source = load_text(b"@prefix dcat: <http://www.w3.org/ns/dcat#> . <a> a dcat:Dataset .", "https://x/", "x.ttl")
    gc.collect()
    gc.disable()
    try:
        assert validate(source, source_shapes())
        held = [one for one in gc.get_objects() if isinstance(one, Indexed) and one.store is source.graph.store]
    finally:
        gc.enable()
    assert not held
