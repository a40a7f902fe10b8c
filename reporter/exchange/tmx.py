"""TMX 1.4b, the exchange format of translation memories."""

from importlib.metadata import version


def tmx_header() -> dict[str, str]:
    """Return the attributes of the header of a TMX file that we write.

    Source: TMX 1.4b, the ``header`` element.
    """
    return {
        "creationtool": "reporter",
        "creationtoolversion": version("reporter"),
        "segtype": "sentence",
        "o-tmf": "reporter",
        "adminlang": "en",
        "srclang": "ar",
        "datatype": "plaintext",
    }
