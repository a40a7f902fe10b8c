"""A counting mail server in a separate process: ``python -m benchmarks.mail_counter FOLDER``.

It writes its port to ``FOLDER/port`` and a line for every message and recipient that it accepts to ``FOLDER/taken``.
``FOLDER/mood`` says how it is: ``well``; ``greylisting`` (450 for half of the recipients); ``cut-before`` and
``cut-after`` (the connection breaks before, or after, it has taken the message, and its answer is never heard).
"""

import asyncio
import sys
from email import message_from_bytes, policy
from itertools import count
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Counter:
    """Accepts messages as its mood allows and records each one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asked = count()

    @property
    def _mood(self) -> str:
        return (self._folder / "mood").read_text(encoding="utf-8")

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Accept or reject a recipient."""
        if self._mood == "greylisting" and next(self._asked) % 2:
            return "450 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Accept a message, record it, and reply if the mood allows it."""
        if self._mood == "cut-before":
            server.transport.abort()
            return "250 nobody hears this"
        message = message_from_bytes(envelope.content, policy=policy.default)
        edition = message["Message-ID"].removeprefix("<")[:10]
        with (self._folder / "taken").open("a", encoding="utf-8") as file:
            file.writelines(f"{edition}\t{recipient}\n" for recipient in envelope.rcpt_tos)
        if self._mood == "cut-after":
            server.transport.abort()
        return "250 taken"


async def main(folder: Path) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Counter(folder), hostname="mail.test", loop=loop), "127.0.0.1", 0)
    part = folder / "port.part"
    part.write_text(str(server.sockets[0].getsockname()[1]), encoding="utf-8")
    part.rename(folder / "port")
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
