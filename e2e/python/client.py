"""A real client of Socket.IO in Python connects with each origin, by each transport, and calls an event.

Reads {"url", "ca", "origins"} as JSON from stdin; an origin of null is the client's own. Prints, for each origin, what came
of polling, of WebSocket and of both, one after the other: "in" or why not, as JSON.
"""

import functools
import json
import sys

try:
    import requests
    import socketio
    import websocket
except ImportError as error:
    sys.exit(
        f"{error}. Install python-socketio with its client: pip install 'python-socketio[client]', or "
        "apt-get install python3-socketio python3-requests python3-websocket."
    )

TRANSPORTS = [["polling"], ["websocket"], ["polling", "websocket"]]
connect_websocket = websocket.create_connection


def attempt(url, ca, origin, transports):
    session = requests.Session()
    session.verify = ca
    # Or an environment variable would say whom it trusts.
    session.trust_env = False
    # It has no option for the header of a WebSocket, which otherwise is its own.
    websocket.create_connection = functools.partial(connect_websocket, origin=origin)
    client = socketio.Client(http_session=session, reconnection=False)
    headers = {"Origin": origin} if origin and "polling" in transports else {}
    try:
        client.connect(url, headers=headers, transports=transports, wait_timeout=10)
        try:
            reply = client.call("system:time", None, timeout=10)
        finally:
            client.disconnect()
    except (socketio.exceptions.ConnectionError, socketio.exceptions.TimeoutError) as error:
        return str(error) or type(error).__name__
    return "in" if reply["ok"] else json.dumps(reply)


asked = json.load(sys.stdin)
print(
    json.dumps(
        [
            [attempt(asked["url"], asked["ca"], origin, transports) for transports in TRANSPORTS]
            for origin in asked["origins"]
        ]
    )
)
