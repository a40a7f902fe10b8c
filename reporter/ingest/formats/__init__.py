"""The formats of articles other than plain text; each module parses the bytes of one format.

``mail`` reads saved mails and pages saved as one file, ``word`` DOCX, ``pdf`` PDF with a text layer, ``chat`` exported
chats, ``archive`` ZIP. Nothing is unpacked to disk, fetched or executed.
"""
