"""The tree of errors. Each carries data; its text says what is wrong and what to do.

PublisherError
├── ConfigurationError    a setting that cannot be used
├── LedgerError           a ledger that was edited or cut
├── ReleaseError          a release that is missing, cut, altered or of another program
│   └── BusyError         a folder of releases that another build is at work in
├── AddressError          an address that cannot be served on
├── PurgeError            something that cannot be purged
├── ShapesError           shapes of others, or vocabularies, that cannot be used
├── FetchError            an address from which no catalogue can be had
└── CheckFailed           findings that forbid a release
"""

from __future__ import annotations

from publisher.model.findings import Finding


class PublisherError(Exception):
    """Something that the person at the keyboard can mend."""

    def __init__(self, where: str, reason: str, cure: str) -> None:
        super().__init__(where, reason, cure)
        self.where = where
        self.reason = reason
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.where}: error: {self.reason}. {self.cure}"


class ConfigurationError(PublisherError):
    """A setting that cannot be used."""


class LedgerError(PublisherError):
    """A ledger that was edited or cut."""


class ReleaseError(PublisherError):
    """A release that is missing, cut, altered or made by another version of the program."""


class BusyError(ReleaseError):
    """A folder of releases that another build is at work in."""


class AddressError(PublisherError):
    """An address that cannot be served on."""


class PurgeError(PublisherError):
    """Something that cannot be purged: it was never published, or it is still in the data."""


class ShapesError(PublisherError):
    """Shapes of others, or vocabularies, that cannot be used. `findings` are the faults, in order of file and line."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("shapes", "they cannot be used", "Mend them")
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join(finding.text() for finding in self.findings)


class FetchError(PublisherError):
    """An address from which no catalogue can be had: nobody answers, or with something else, or with too much."""


class CheckFailed(PublisherError):
    """Findings that forbid a release.

    `findings` holds all findings of the check, in order of file and line.
    """

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        errors = sum(finding.severity == "error" for finding in findings)
        super().__init__("check", f"{errors} errors forbid a release", "Mend them and build again")
        self.findings = findings
