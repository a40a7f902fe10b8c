"""Schedule: `reporter run` every morning, by cron or a systemd timer.

In: when editions are due (``Due``) and the config file. Out: one marked entry in the user's crontab (``cron``), or a
service and a timer among the user's units (``systemd``). Both run ``reporter run --catch-up``, which makes the edition
that is due if it does not exist; running it twice, or an hour too early, does nothing.
"""

from reporter.schedule.due import Due

__all__ = ["Due"]
