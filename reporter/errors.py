"""The errors a person can meet, and the exit code each one ends a command with.

ReporterError 1            anything else that has a sentence for the person who reads cron's mail
├── ConfigError 2          config.yaml, a flag, or a word list is wrong
├── SkippedError 3         with --strict: an article was skipped
├── DeliveryError 4        the edition was made, its delivery failed
├── DegradedError 5        with --strict: the edition was made, but some English is missing
├── ModelError 1           a translation package is missing, damaged or hostile
├── StoreError 1           the store cannot be opened or made anew
├── NothingNewError 0      no edition was made, and none was wanted (`on_nothing_new: skip`)
└── AlreadyRunningError 75 another run holds the lock (EX_TEMPFAIL: try again later)

A message is one sentence and says what to do. Foreign exceptions are translated where they arise
(``raise ... from e``). A bug is not in this tree: it keeps its traceback.
"""


class ReporterError(Exception):
    """Base of all errors that are shown to a person as one sentence."""

    exit_code = 1


class ConfigError(ReporterError):
    """The configuration, a flag, or a file it names is wrong; every mistake is reported at once."""

    exit_code = 2


class SkippedError(ReporterError):
    """With ``--strict``: at least one input became ``Skipped``."""

    exit_code = 3


class DeliveryError(ReporterError):
    """The edition exists, but could not be delivered."""

    exit_code = 4


class DegradedError(ReporterError):
    """With ``--strict``: the edition exists, but English is missing in it."""

    exit_code = 5


class ModelError(ReporterError):
    """A translation package is missing, damaged, or refused to be installed."""


class StoreError(ReporterError):
    """The store cannot be opened, or a file to be read into it is not usable."""


class NothingNewError(ReporterError):
    """Nothing has come since the last edition, and the settings want no edition then."""

    exit_code = 0


class AlreadyRunningError(ReporterError):
    """Another run holds the lock of this output folder."""

    exit_code = 75
