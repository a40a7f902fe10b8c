"""Review: compare an edition's English with its Arabic, correct or accept it, and make the edition again.

In: an edition's record and the store. Out: corrections in the store, which later runs serve before memory, cache and
machine. ``sheet`` is what there is to read and what becomes of it; ``app`` and ``server`` show it as a local page,
``exchange`` as a TMX, XLIFF or CSV file that goes to someone else and comes back.
"""
