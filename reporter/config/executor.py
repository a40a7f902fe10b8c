"""Where the work of a run is done: the section ``executor`` of config.yaml."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from reporter.config.sections import Settings, matching

Address = Annotated[
    str,
    Field(max_length=300),
    matching(
        r"(tcp|tls)://([\w.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}",
        "the address of a Dask scheduler, such as tcp://10.0.0.5:8786 or tls://10.0.0.5:8786",
    ),
]


class TlsSettings(Settings):
    """Files with which this machine and the cluster prove to each other who they are; all or none."""

    ca: Path | None = None
    """Certificate (PEM) of the authority that signed those of scheduler and workers."""
    cert: Path | None = None
    """Certificate (PEM) of this machine, signed by the same authority."""
    key: Path | None = None
    """Its private key (PEM)."""


class ExecutorSettings(Settings):
    """Where articles are read, summarised and translated. `dask` needs `reporter-briefing[cluster]`."""

    kind: Literal["local", "dask"] = "local"
    """`local`: on this machine, and no connection is opened; `dask`: by the workers of a Dask cluster, which are sent
    articles and return English."""
    address: Address | None = None
    """Address of a Dask scheduler, such as `tls://10.0.0.5:8786`. If empty, `dask` starts workers on this machine."""
    workers: Annotated[int, Field(ge=1, le=256)] | None = None
    """Workers to start on this machine; by default, one for each processor core."""
    tls: TlsSettings = TlsSettings()
    """Certificates, for an address that starts with `tls://`."""

    @model_validator(mode="after")
    def _without_contradictions(self) -> Self:
        if wrong := list(self._mistakes()):
            raise ValueError("; ".join(wrong))
        return self

    def _mistakes(self) -> Iterator[str]:
        given = {name for name in ("ca", "cert", "key") if getattr(self.tls, name) is not None}
        encrypted = bool(self.address and self.address.startswith("tls://"))
        if self.address and self.workers:
            yield "set address or workers, not both: the workers at an address are started there"
        if missing := sorted({"ca", "cert", "key"} - given):
            if given or encrypted:
                yield f"tls needs ca, cert and key, but has no {' and no '.join(missing)}"
        elif self.address and not encrypted:
            yield "with tls, address must start with tls://"
