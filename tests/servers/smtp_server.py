"""A real SMTP server (aiosmtpd) for the tests: smtp_server.py LOG PORT_FILE

Listens on a free loopback port, writes its number to PORT_FILE, and appends one JSON line per message to LOG at the final dot, synced to disk before the reply:
messageId (without brackets), from and to (the envelope's), subject, text, html (decoded), headers (name to value; repeated ones joined by a newline), receivedAt.

A recipient's local part chooses a failure:
  reject-...  550 5.1.1 at RCPT      defer-...  451 4.3.0 at RCPT      drop-...  recorded at the final dot, then the connection is cut without a reply
"""

import asyncio
import datetime
import email
import email.policy
import json
import os
import signal
import sys

from aiosmtpd.smtp import SMTP


def content(message, kind):
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return None
    try:
        return part.get_content()
    except (LookupError, UnicodeError):
        return part.get_payload(decode=True).decode("utf-8", "replace")


def record(envelope):
    message = email.message_from_bytes(envelope.original_content or envelope.content, policy=email.policy.default)
    headers = {}
    for name, value in message.items():
        headers[name] = headers[name] + "\n" + str(value) if name in headers else str(value)
    return {
        "messageId": str(message.get("Message-ID", "")).strip().strip("<>") or None,
        "from": envelope.mail_from,
        "to": list(envelope.rcpt_tos),
        "subject": str(message["Subject"]) if "Subject" in message else None,
        "text": content(message, "plain"),
        "html": content(message, "html"),
        "headers": headers,
        "receivedAt": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds"),
    }


class Handler:
    def __init__(self, log):
        self.log = log

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("reject-"):
            return "550 5.1.1 No such mailbox"
        if address.startswith("defer-"):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        self.log.write(json.dumps(record(envelope), ensure_ascii=False) + "\n")
        self.log.flush()
        os.fsync(self.log.fileno())
        if any(address.startswith("drop-") for address in envelope.rcpt_tos):
            server.transport.abort()
        return "250 2.0.0 Accepted"


async def main(log_path, port_path):
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    with open(log_path, "a", encoding="utf-8") as log:
        handler = Handler(log)
        server = await loop.create_server(lambda: SMTP(handler, hostname="localhost", enable_SMTPUTF8=True, loop=loop), "127.0.0.1", 0, backlog=1024)
        # Renamed into place: whoever sees the file sees the whole number.
        with open(port_path + ".new", "w", encoding="ascii") as file:
            file.write(str(server.sockets[0].getsockname()[1]))
        os.rename(port_path + ".new", port_path)
        await stop.wait()
        server.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
