"""The desk's page of an edition, without a browser."""

from contextlib import contextmanager

from lxml import html as parser

from reporter.render import Documents
from reporter.review import app
from reporter.review.desk.page import Desk
from reporter.review.desk.presence import Presence
from reporter.review.desk.sheet import DeskSheet
from reporter.review.guard import SECRET_HEADER, Guard
from reporter.review.sheet import Sheet
from reporter.store import Store
from reporter.store.corrections import Corrections
from reporter.workflows.remaking import made_again

PORT = 8123
HOST = f"127.0.0.1:{PORT}"


class DeskPage:
    """A client of the page."""

    def __init__(self, made, guard):
        self.client, self.guard = made.test_client(), guard
        assert self.get("desk").status_code == 200

    def get(self, path, **query):
        """Request a page."""
        return self.client.get(f"/{self.guard.token}/{path}", base_url=f"http://{HOST}", query_string=query)

    def text(self, path):
        """Return a file that the page links to."""
        with self.get(path) as answer:
            return answer.get_data(as_text=True)

    def page(self, path, **query):
        """Return a page as a tree."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return parser.fromstring(answer.get_data(as_text=True))

    def dialog(self, name):
        """Return what a dialog shows."""
        return parser.fromstring(f"<div>{self.get(f'desk/{name}').get_json()['html']}</div>")

    def post(self, path, **body):
        """Send what the page's script would."""
        headers = {"Origin": f"http://{HOST}", SECRET_HEADER: self.guard.secret}
        address = f"/{self.guard.token}/{path}"
        return self.client.post(address, base_url=f"http://{HOST}", json={"window": "w"} | body, headers=headers)


@contextmanager
def desk_page(config, folder, by="Lina"):
    """Serve the page of the edition in `folder`."""
    with Store.open(config.store) as store:
        sheet, guard = Sheet(folder, Corrections(store), by=by), Guard(port=PORT)
        desk = Desk(
            config=config,
            folder=folder,
            sheet=DeskSheet(folder, lambda: sheet.record, config.desk),
            presence=Presence(config.store.with_name("here")),
            preview=lambda: {"briefing.pdf": b"%PDF-1.7"},
        )
        built = app.build(sheet, Documents(config.layout), guard, lambda: made_again(config, folder), desk=desk)
        yield DeskPage(built, guard)
