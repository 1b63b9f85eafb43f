"""A client that is nothing but Python's standard library: shakes hands over TLS with each origin, by both transports.

Reads {"port", "ca", "origins"} as JSON from stdin; an origin of null sends no header. Prints, for each origin, the status of
the polling and of the WebSocket handshake, as JSON. Ends with an error where TLS is not verified, or where a handshake that
is let in is none.
"""

import base64
import hashlib
import json
import os
import socket
import ssl
import struct
import sys

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
OPEN = b'0{"sid":'


def connect(port, ca):
    context = ssl.create_default_context(cadata=ca)
    # As Python does by itself from 3.13 on.
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    connection = socket.create_connection(("localhost", port), timeout=30)
    return context.wrap_socket(connection, server_hostname="localhost")


def ask(connection, port, transport, origin, more=()):
    lines = [f"GET /socket.io/?EIO=4&transport={transport} HTTP/1.1", f"Host: localhost:{port}"]
    if origin is not None:
        lines.append(f"Origin: {origin}")
    connection.sendall("\r\n".join([*lines, *more, "", ""]).encode())
    reader = connection.makefile("rb")
    status = int(reader.readline().split()[1])
    headers = {}
    for line in iter(reader.readline, b"\r\n"):
        name, _, value = line.decode().partition(":")
        headers[name.lower()] = value.strip()
    return status, headers, reader


def expect(is_right, what):
    if not is_right:
        raise SystemExit(f"The handshake is none: {what!r}")


def poll(port, ca, origin):
    with connect(port, ca) as connection:
        status, headers, reader = ask(connection, port, "polling", origin, ["Connection: close"])
        body = reader.read()
        if status == 200:
            expect(OPEN in body, body)
        return status


def upgrade(port, ca, origin):
    key = base64.b64encode(os.urandom(16))
    more = [
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key.decode()}",
    ]
    with connect(port, ca) as connection:
        status, headers, reader = ask(connection, port, "websocket", origin, more)
        if status == 101:
            accept = base64.b64encode(hashlib.sha1(key + GUID).digest()).decode()
            expect(headers.get("sec-websocket-accept") == accept, headers)
            kind, size = struct.unpack("!BB", reader.read(2))
            if size == 126:
                (size,) = struct.unpack("!H", reader.read(2))
            text = reader.read(size)
            expect(kind == 0x81 and text.startswith(OPEN), text)
        return status


asked = json.load(sys.stdin)
target = asked["port"], asked["ca"]
print(json.dumps([[poll(*target, origin), upgrade(*target, origin)] for origin in asked["origins"]]))
