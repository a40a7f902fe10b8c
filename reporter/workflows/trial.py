"""Write the mail of an edition to files instead of sending it."""

import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from reporter.config import Config
from reporter.deliver import parcels
from reporter.errors import ReporterError
from reporter.workflows.letters import mailing
from reporter.workflows.send import about_edition, email_settings, sound_record

TRIAL_FOLDER = "mail"
"""Next to the ledger, because files with addresses do not belong among documents that are forwarded."""


def write_trial(config: Config, folder: Path, *, now: datetime, group: str | None = None) -> tuple[Path, ...]:
    """Write the messages of the edition in `folder` as ``.eml`` files, readable only by their owner; send nothing.

    Raises:
        ConfigError: there is no ``delivery.email`` or no such group.
        ReporterError: the files cannot be written.

    """
    made, email = sound_record(folder), email_settings(config)
    mails = mailing(config, email, folder, made, group)
    about = replace(about_edition(config, folder, now), selections=mails.contents)
    waiting = [
        parcel
        for group_ in email.every_group
        if group_.name in mails.letters
        for parcel in parcels(mails.letters[group_.name](), group_, email, about)
    ]
    trial = config.delivery.ledger.parent / TRIAL_FOLDER / folder.name
    paths = []
    try:
        shutil.rmtree(trial, ignore_errors=True)
        for path in (trial.parent.parent, trial.parent, trial):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number, parcel in enumerate(waiting, 1):
            path = trial / f"{number:02}-{parcel.group}.eml"
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(parcel.content())
            paths.append(path)
    except OSError as e:
        raise ReporterError(f"The mails could not be written to {trial} ({e.strerror}).") from e
    return tuple(paths)
