"""Harvests catalogues with CKAN's own DCAT harvester, up to its database: fetching, parsing, paging, identifying.

Run by the Python of `.venv` here. In: a JSON list of addresses. Out: for each, the datasets as CKAN would keep them,
and what the harvester complained of. ckanext-harvest, which keeps jobs in a database, is stood in for by the few names
that are imported from it; what is run of ckanext-dcat is as it is.
"""

from __future__ import annotations

import json
import sys
import types
from types import SimpleNamespace
from typing import Any

kept: list[dict[str, Any]] = []
complaints: list[str] = []


class HarvesterBase:
    """What the harvester inherits: names, and a place for complaints."""

    def _save_gather_error(self, message: str, _job: object) -> None:
        complaints.append(message)

    def _gen_new_name(self, title: str) -> str:
        return title.lower().replace(" ", "-")


class HarvestObject(SimpleNamespace):
    """A dataset that was gathered."""

    id = "gathered"

    def save(self) -> None:
        """Keeps it."""
        kept.append({"guid": self.guid, **json.loads(self.content)})


def stand_in(name: str, **names: object) -> None:
    """A module with a few names."""
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(names)


stand_in("ckanext.harvest")
stand_in("ckanext.harvest.harvesters", HarvesterBase=HarvesterBase)
stand_in("ckanext.harvest.model", HarvestObject=HarvestObject, HarvestObjectExtra=SimpleNamespace)
stand_in("ckanext.harvest.logic")
stand_in("ckanext.harvest.logic.schema", unicode_safe=str)

from ckan import model  # noqa: E402 - what it imports is stood in for first
from ckanext.dcat.harvesters.rdf import DCATRDFHarvester  # noqa: E402 - what it imports is stood in for first

model.Package = SimpleNamespace(get=lambda _: SimpleNamespace(owner_org=None, url=""))


class Harvester(DCATRDFHarvester):
    """The harvester, with no earlier harvest to compare with."""

    def _mark_datasets_for_deletion(self, _guids: list[str], _job: object) -> list[str]:
        return []


def harvest(url: str) -> dict[str, Any]:
    """What is gathered from an address."""
    kept.clear()
    complaints.clear()
    Harvester().gather_stage(SimpleNamespace(source=SimpleNamespace(id="source", url=url, config="")))
    return {"datasets": list(kept), "complaints": list(complaints)}


json.dump([harvest(url) for url in json.load(sys.stdin)], sys.stdout)
