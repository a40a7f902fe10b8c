"""Glossaries as CSV and TSV, as people and programs write them."""

import pytest

from reporter.exchange.term_table import TermTable

AR, EN = "سلطة الموانئ", "Ports Authority"


def read(text, encoding="utf-8"):
    table = TermTable(text.encode(encoding))
    return [(row.arabic, row.english) for row in table], table.ignored


@pytest.mark.parametrize(
    "text",
    [
        f"term,en\n{AR},{EN}\n",
        f"sep=;\nterm;en\n{AR};{EN}\n",
        f"sep=;\r\nterm;en\r\n{AR};{EN}\r\n",
        f"SEP=,\nterm,en\n{AR},{EN}\n",
        f"sep=\t\nterm\ten\n{AR}\t{EN}\n",
        f"source,target\n{AR},{EN}\n",
        f"Source Term;Target Term\n{AR};{EN}\n",
        f"ar,en\n{AR},{EN}\n",
        f"ar_SA\ten-US\n{AR}\t{EN}\n",
        f"Arabic,English\n{AR},{EN}\n",
        f"English,Arabic\n{EN},{AR}\n",
        f"source,target\n{EN},{AR}\n",
        f"TERM , En \n{AR},{EN}\n",
        f"{AR},{EN}\n",
        f"{AR};{EN}\n",
        f"{AR}\t{EN}\n",
        f"{EN}\t{AR}\n",
        f"{AR}\t{EN}\ta comment\n",
        f"# Glossary in tab-separated format -*- coding: utf-8 -*-\n{AR}\t{EN}\ta comment\n",
        f"\n\nterm,en\n\n{AR},{EN}\n,,\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_pairs_are_read_in_all_forms(text, encoding):
    """Various headers or none, three delimiters, either order, byte order marks and comments."""
    assert read(text, encoding)[0] == [((AR,), (EN,))]


def test_unused_columns_are_listed():
    """Weblate writes seven columns."""
    text = f"location,source,target,id,fuzzy,context,translator_comments\n,{AR},{EN},1,,water,\n"
    assert read(text) == ([((AR,), (EN,))], ("location", "id", "fuzzy", "context", "translator_comments"))


def test_several_forms_and_forbidden_forms():
    """They are separated by |."""
    (row,) = TermTable(f"note,forbidden,en,term\nn,Harbour Board|Quay Board,{EN},{AR} | الموانئ\n".encode())
    assert (row.arabic, row.forbidden, row.note) == ((AR, "الموانئ"), ("Harbour Board", "Quay Board"), "n")


def test_a_quotation_mark_in_a_tab_separated_file_is_text():
    """OmegaT does not quote."""
    assert read(f'"الأمل" مؤسسة\tHope "Foundation"\n{AR}\t{EN}\n')[0][1] == ((AR,), (EN,))


def test_a_row_with_more_cells_is_reported_and_the_next_is_read():
    """One bad row affects no other."""
    first, second = TermTable(f"term,en\n{AR},Ports,Authority\n{AR},{EN}\n".encode())
    assert (first.line, first.problem) == (2, "has more cells than the first line")
    assert second.english == (EN,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,gloss\nx,y\n", r"its first line does not name the columns 'term'.*: word, gloss"),
        (f"{AR},{EN},a,b,c\n", "does not name the columns 'term'"),
        ('term,en\n"open\n', "line 2: this is not valid CSV"),
    ],
)
def test_unusable_tables_are_rejected(text, message):
    """The message says why."""
    with pytest.raises(ValueError, match=message):
        read(text)


def test_a_definition_is_not_the_term():
    """MemoQ's columns: the definition of a language comes before its terms."""
    text = f"Entry_ID,Arabic_Def,Arabic,Term_Info,English_Def,English (UK),Term_Info\n1,شرح,{AR},x,A text,{EN},x\n"
    found, ignored = read(text)
    assert found == [((AR,), (EN,))]
    assert {"Arabic_Def", "English_Def"} <= set(ignored)


def test_a_comment_may_stand_anywhere():
    """As in OmegaT's glossary."""
    assert read(f"{AR}\t{EN}\n# until here\n")[0] == [((AR,), (EN,))]


def test_a_loose_quotation_mark_does_not_swallow_the_next_cell():
    """A table with tabs has no quoting unless a spreadsheet wrote it."""
    assert read(f'"{AR}\t{EN}\n"{AR}\t{EN}\n')[0] == [((f'"{AR}',), (EN,))] * 2
    assert read(f'"{AR}"\t"{EN}"\n')[0] == [((AR,), (EN,))]
