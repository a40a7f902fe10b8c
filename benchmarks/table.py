"""The table that ``make bench`` prints."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One line: two amounts measured in this run, their ratio, and the target."""

    what: str
    ours: float
    other: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def value(self) -> float:
        """Ours divided by the other."""
        return self.ours / self.other

    @property
    def verdict(self) -> str:
        """The target and whether it was reached; empty without a target."""
        if self.at_most is not None:
            return f"<= {self.at_most:g} {'met' if self.value <= self.at_most else 'MISSED'}"
        if self.at_least is not None:
            return f">= {self.at_least:g} {'met' if self.value >= self.at_least else 'MISSED'}"
        return ""


def show(title: str, names: tuple[str, str], rows: Iterable[Ratio]) -> None:
    """Print `rows` under `title`; `names` are the headings of the two amounts."""
    print(f"\n{title}")
    print(f"  {'':52}{names[0]:>14}{names[1]:>14}{'ratio':>8}  aim")
    for row in rows:
        ours, other = (
            f"{amount:.3g} {row.unit}" if amount < 1000 else f"{amount:.0f} {row.unit}"
            for amount in (row.ours, row.other)
        )
        print(f"  {row.what:52}{ours:>14}{other:>14}{row.value:>8.2f}  {row.verdict}", flush=True)


def note(text: str) -> None:
    """Print a remark below a table."""
    print(f"  {text}", flush=True)
