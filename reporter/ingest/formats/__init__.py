"""The formats that articles come in, besides plain text: each module takes the bytes of one apart.

``mail`` reads saved mails and pages saved as one file, ``word`` DOCX, ``pdf`` PDF with a text layer, ``chat`` exported
chats, ``archive`` ZIP. Nothing is unpacked to the disk, nothing is fetched, nothing is run.
"""
