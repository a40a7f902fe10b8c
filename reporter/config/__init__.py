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
from reporter.config.desk import (
    ApprovalSettings,
    ArchiveSettings,
    DeskSettings,
    SectionSettings,
)
from reporter.config.executor import ExecutorSettings
from reporter.config.file import Config, load, parse, with_flags
from reporter.config.sections import (
    EditionSettings,
    FrontSettings,
    IngestSettings,
    LayoutSettings,
    PartSize,
    PdfStandard,
    PingSettings,
    ShardSettings,
    StorySettings,
    SummarySettings,
    Title,
    TranslateSettings,
)
from reporter.config.sources import FetchSettings, SourceSettings
from reporter.config.watch import WatchSettings

__all__ = [
    "ALERTS",
    "ApprovalSettings",
    "ArchiveSettings",
    "Config",
    "DeliverySettings",
    "DeskSettings",
    "EditionSettings",
    "EmailSettings",
    "ExecutorSettings",
    "FetchSettings",
    "FrontSettings",
    "GroupSettings",
    "IngestSettings",
    "LayoutSettings",
    "PartSize",
    "PdfStandard",
    "PingSettings",
    "PostSettings",
    "SectionSettings",
    "ShardSettings",
    "SourceSettings",
    "StorySettings",
    "SummarySettings",
    "TelegramSettings",
    "Title",
    "TranslateSettings",
    "WatchSettings",
    "WebhookSettings",
    "load",
    "parse",
    "with_flags",
]
