"""Copy and search in pdf.js, the viewer inside Firefox, run in headless Chromium."""

import functools
import http.server
import threading

import pytest

pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
from browsers import PACKAGES, needs_browser, open_browser, package
from builders import article, entry, human, record
from selenium.webdriver.support.ui import WebDriverWait

from reporter.config import LayoutSettings
from reporter.render import Documents
from reporter.render.pdf.legibility import compare, passages, tokens_of

pytestmark = [needs_browser, pytest.mark.slow]

PAGE = """<!doctype html><meta charset="utf-8">
<div id="container" style="position: absolute; width: 900px; height: 1200px; overflow: auto"><div class="pdfViewer"></div></div>
<script type="module">
import * as pdfjs from "/node_modules/pdfjs-dist/build/pdf.mjs";
globalThis.pdfjsLib = pdfjs;
const viewing = await import("/node_modules/pdfjs-dist/web/pdf_viewer.mjs");
pdfjs.GlobalWorkerOptions.workerSrc = "/node_modules/pdfjs-dist/build/pdf.worker.mjs";
const file = await pdfjs.getDocument({url: "/briefing.pdf"}).promise;
const eventBus = new viewing.EventBus(), linkService = new viewing.PDFLinkService({eventBus});
const findController = new viewing.PDFFindController({eventBus, linkService});
const container = document.getElementById("container");
const viewer = new viewing.PDFViewer({container, eventBus, linkService, findController});
linkService.setViewer(viewer);
viewer.setDocument(file);
linkService.setDocument(file, null);
globalThis.find = query => new Promise(resolve => {
  const listen = event => {
    if (event.rawQuery !== query || event.state === viewing.FindState.PENDING) return;
    eventBus.off("updatefindcontrolstate", listen);
    resolve(event.state !== viewing.FindState.NOT_FOUND);
  };
  eventBus.on("updatefindcontrolstate", listen);
  eventBus.dispatch("find", {query, type: "", caseSensitive: false, entireWord: false, highlightAll: true, matchDiacritics: false});
});
let text = "";
for (let number = 1; number <= file.numPages; number++) {
  const content = await (await file.getPage(number)).getTextContent();
  text += content.items.map(item => item.str + (item.hasEOL ? "\\n" : "")).join("") + "\\n";
}
globalThis.text = text;
</script>"""
EDITION = record(
    entry("1"),
    entry(
        "2",
        article("قالت «وزارة المركز» إنّ 12.5% من الجيران (UNESCO) لكنهم لم يُعلنوا شيئًا عن عام ٢٠٢٦.", title="في وزارة العسكرية الكويتية"),
        points=[human("The ministry said 12.5% of the neighbours had announced nothing about 2026.")],
    ),
)  # fmt: skip


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def viewer(tmp_path_factory):
    """Open an edition in pdf.js."""
    package("pdfjs-dist/web/pdf_viewer.mjs")
    folder = tmp_path_factory.mktemp("viewer")
    (folder / "node_modules").symlink_to(PACKAGES)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "briefing.pdf").write_bytes(Documents(LayoutSettings()).render(EDITION)["briefing.pdf"])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    browser = open_browser(tmp_path_factory.mktemp("browser"))
    browser.set_script_timeout(600)
    browser.get(f"http://127.0.0.1:{server.server_port}/index.html")
    WebDriverWait(browser, 600).until(lambda _: browser.execute_script("return !!globalThis.text"))
    yield browser
    browser.quit()
    server.shutdown()
    thread.join()
    server.server_close()


def test_text_is_copied_in_order(viewer):
    """The text of the pages has the words of every passage in reading order, and all numbers."""
    text = viewer.execute_script("return globalThis.text")
    found = compare(tuple(passages(EDITION, LayoutSettings())), text)
    assert (found.words, found.numbers) == (found.words_found, found.numbers_found), found.missing
    copied = f" {' '.join(tokens_of(text))} "
    for entry_ in EDITION.entries:
        for point in entry_.points:
            assert f" {' '.join(tokens_of(point.text_ar))} " in copied


@pytest.mark.parametrize(
    ("phrase", "there"),
    [
        ("وزارة المركز", True),
        ("في وزارة العسكرية", True),
        ("لكنهم لم", True),
        ("وسجل المهاجم هدفين", True),
        ("12.5%", True),
        ("The striker scored twice", True),
        ("وزارة البحار", False),
    ],
)
def test_a_phrase_is_found(viewer, phrase, there):
    """Ctrl-F finds text on the page, including joined letters, ligatures and figures, and nothing else."""
    ask = "const done = arguments[1]; globalThis.find(arguments[0]).then(done)"
    assert viewer.execute_async_script(ask, phrase) is there
