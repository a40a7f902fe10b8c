"""What is known of Arabic and of English: letters, words, numbers, months, speech.

In: text. Out: facts about it. Nothing here knows of articles, checks or files but its own tables in ``data/``.
"""
