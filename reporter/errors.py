"""The errors that users see, and the exit code of each.

ReporterError 1            any other error with a message for the person who reads cron's mail
├── ConfigError 2          config.yaml, a flag or a word list is wrong
├── SkippedError 3         with --strict: an article was skipped
├── DeliveryError 4        the edition was made, but its delivery failed
├── DegradedError 5        with --strict: the edition was made, but some English is missing
├── NotApprovedError 6     the edition is mailed only after somebody has approved it
├── ModelError 1           a translation package is missing, damaged or was rejected
├── StoreError 1           the store can be neither opened nor created
├── NothingNewError 0      no edition was made because there was nothing new (`on_nothing_new: skip`)
└── AlreadyRunningError 75 another run holds the lock (EX_TEMPFAIL: try again later)

A message is one sentence and says what to do. Exceptions of libraries are converted where they arise
(``raise ... from e``). Bugs are not part of this tree; they keep their traceback.
"""


class ReporterError(Exception):
    """Base class of all errors that are shown to the user as one sentence."""

    exit_code = 1


class ConfigError(ReporterError):
    """The configuration, a flag or a file it names is wrong; all mistakes are reported at once."""

    exit_code = 2


class SkippedError(ReporterError):
    """With ``--strict``: at least one input was skipped."""

    exit_code = 3


class DeliveryError(ReporterError):
    """The edition exists but could not be delivered."""

    exit_code = 4


class DegradedError(ReporterError):
    """With ``--strict``: the edition exists, but some of its English is missing."""

    exit_code = 5


class NotApprovedError(ReporterError):
    """The edition is not mailed before somebody approves it."""

    exit_code = 6


class ModelError(ReporterError):
    """A translation package is missing, damaged or was rejected."""


class StoreError(ReporterError):
    """The store cannot be opened, or a file to import into it is unusable."""


class NothingNewError(ReporterError):
    """Nothing has arrived since the last edition, and the settings ask for no edition in that case."""

    exit_code = 0


class AlreadyRunningError(ReporterError):
    """Another run holds the lock of this output folder."""

    exit_code = 75
