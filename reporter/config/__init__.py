"""The settings of a briefing: the contents of config.yaml, and how it is read (the only user of pydantic)."""

from reporter.config.delivery import (
    ALERTS,
    DeliverySettings,
    EmailSettings,
    GroupSettings,
    PostSettings,
    TelegramSettings,
    WebhookSettings,
)
from reporter.config.file import Config, load, parse, with_flags
from reporter.config.sections import (
    EditionSettings,
    IngestSettings,
    LayoutSettings,
    PdfStandard,
    PingSettings,
    SummarySettings,
    Title,
    TranslateSettings,
)

__all__ = [
    "ALERTS",
    "Config",
    "DeliverySettings",
    "EditionSettings",
    "EmailSettings",
    "GroupSettings",
    "IngestSettings",
    "LayoutSettings",
    "PdfStandard",
    "PingSettings",
    "PostSettings",
    "SummarySettings",
    "TelegramSettings",
    "Title",
    "TranslateSettings",
    "WebhookSettings",
    "load",
    "parse",
    "with_flags",
]
