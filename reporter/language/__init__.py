"""Knowledge of Arabic and English: letters, words, numbers, months, speech.

In: text. Out: facts about it. The modules know nothing about articles or checks, and read no files except their tables
in ``data/``.
"""
