"""The script that a user would otherwise write in an afternoon, as a baseline for reporter.

sumy as it comes (its Arabic tokenizer needs pyarabic), ``argostranslate.translate`` for each sentence, a table in
Jinja, WeasyPrint. In: a folder of text files whose first line is the headline. Out: a PDF.

    ARGOS_PACKAGES_DIR=... python -m benchmarks.naive FOLDER FILE.pdf
"""

import sys
from pathlib import Path

import argostranslate.sbd
import argostranslate.translate
from jinja2 import Template
from minisbd import models as sbd_models
from sumy.nlp.stemmers import Stemmer
from sumy.nlp.tokenizers import Tokenizer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.utils import get_stop_words
from weasyprint import HTML

SENTENCES = 4
PAGE = Template(
    """<html><body style="font-family: serif">
    <h1>Morning Briefing</h1>
    {% for title_ar, title_en, rows in articles %}
    <h2>{{ title_en }}</h2>
    <h2 dir="rtl" lang="ar">{{ title_ar }}</h2>
    <table>
      {% for arabic, english in rows %}
      <tr><td width="50%">{{ english }}</td><td width="50%" dir="rtl" lang="ar">{{ arabic }}</td></tr>
      {% endfor %}
    </table>
    {% endfor %}
    </body></html>""",
    autoescape=True,
)


def make(folder: Path, pdf: Path) -> None:
    """Write the briefing of the articles in `folder` to `pdf`."""
    _spare_the_network()
    summariser = LexRankSummarizer(Stemmer("arabic"))
    summariser.stop_words = get_stop_words("arabic")
    articles = []
    for path in sorted(folder.iterdir()):
        title, _, body = path.read_text(encoding="utf-8").partition("\n")
        parser = PlaintextParser.from_string(body, Tokenizer("arabic"))
        sentences = [str(sentence) for sentence in summariser(parser.document, SENTENCES)]
        articles.append((title, english(title), [(sentence, english(sentence)) for sentence in sentences]))
    HTML(string=PAGE.render(articles=articles)).write_pdf(pdf)
    texts = [text for title, _, rows in articles for text in (title, *(arabic for arabic, _ in rows))]
    print(f"translated: {len(texts)} texts, {sum(map(len, texts))} characters", file=sys.stderr)


def english(text: str) -> str:
    """Translate one sentence."""
    return str(argostranslate.translate.translate(text, "ar", "en"))


def _spare_the_network() -> None:
    """Treat each text as one sentence if MiniSBD's Arabic model, which Argos would now download, is missing.

    The texts are single sentences already, so this does not change what is translated; it spares the naive script
    MiniSBD's own time and changes nothing else.
    """
    if not (Path(sbd_models.cache_dir) / sbd_models.MODELS["ar"]).is_file():
        argostranslate.sbd.MiniSBDSentencizer.split_sentences = lambda _, text: [text]


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
