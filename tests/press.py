"""An invented outlet on a real web server, with a feed and pages; and settings that fetch from it."""

from datetime import timedelta
from html import escape
from zoneinfo import ZoneInfo

from web_servers import NOW, ManualClock, Reply

from reporter.config import parse

PARAGRAPHS = (
    "أعلنت بلدية الوادي أن الجسر الجديد سيفتح أمام السيارات صباح الأحد المقبل، بعد أعمال استمرت عشرين شهرا.",
    "وقال المهندس المشرف إن طول الجسر يبلغ 420 مترا، وإن تكلفته لم تتجاوز ما رصد له في موازنة العام الماضي.",
    "وأضاف أن حركة الشاحنات ستبقى على الطريق القديم حتى نهاية الشهر، ريثما ينتهي فحص الأساسات من الجانب الشرقي.",
    "ورحب تجار السوق بالخبر، وقالوا إن الزحام في وسط المدينة كان يكلفهم ساعات كل يوم.",
)
TITLE = "جسر الوادي يفتح صباح الأحد"


class Outlet:
    """Articles by number; ``publish`` puts them on the server's feed and pages."""

    def __init__(self, server):
        self.server = server
        self.items = {}

    def address(self, path="/rss.xml"):
        """Return an address of the outlet."""
        return f"http://127.0.0.1:{self.server.port}{path}"

    def add(self, number, *, title=None, hours=1.0, text=PARAGRAPHS, content=False, **more):
        """Add an article that was published `hours` before NOW."""
        self.items[number] = {
            "title": title or f"{TITLE} {number}",
            "path": f"/news/{number}",
            "guid": f"n-{number}",
            "date": NOW - timedelta(hours=hours),
            "text": text,
            "content": content,
        } | more
        self.publish()

    def publish(self, path="/rss.xml", **headers):
        """Put the feed and all pages on the server."""
        self.server.pages[path] = Reply(
            body=self.feed().encode(), headers={"Content-Type": "application/rss+xml", **headers}
        )
        for item in self.items.values():
            self.server.pages[item["path"]] = Reply(
                body=page(item["title"], item["text"]).encode(), headers={"Content-Type": "text/html; charset=utf-8"}
            )

    def feed(self):
        """Return the feed."""
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>صحيفة الوادي</title>'
            f"<link>{self.address('/')}</link>{''.join(map(self._item, self.items.values()))}</channel></rss>"
        )

    def _item(self, item):
        html = "".join(f"<p>{paragraph}</p>" for paragraph in item["text"])
        content = f"<content:encoded>{escape(html)}</content:encoded>" if item["content"] else ""
        guid = f'<guid isPermaLink="false">{item["guid"]}</guid>' if item["guid"] else ""
        return (
            f"<item><title>{item['title']}</title><link>{self.address(item['path'])}</link>{guid}"
            f"<pubDate>{item['date']:%a, %d %b %Y %H:%M:%S +0000}</pubDate>"
            f"<description>{item['text'][0]}</description>{content}</item>"
        )


def page(title, text, *, head=""):
    """Return the page of an article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text)
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def config_for(folder, *sources, **fetch):
    """Return settings in `folder` that fetch from these sources on loopback."""
    gentle = {"private_hosts": ["127.0.0.1"], "per_host": {"pause_s": 0}, "timeout_s": {"connect": 20, "whole": 60}}
    return parse(
        {"sources": list(sources), "fetch": gentle | fetch, "timezone": "Asia/Riyadh"}, name="config.yaml"
    ).resolved(folder)


__all__ = ["NOW", "PARAGRAPHS", "TITLE", "ManualClock", "Outlet", "Reply", "ZoneInfo", "config_for", "page"]
