"""Review: compare an edition's English with its Arabic, correct or accept it, and make the edition again.

In: an edition's record and the store. Out: corrections in the store, which later runs use before memory, cache and
machine. ``sheet`` contains the texts to review and their corrections; ``app`` and ``server`` show them on a local page,
``exchange`` writes and reads them as a TMX, XLIFF or CSV file for someone else.
"""
