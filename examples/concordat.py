"""A client of Concordat in Python's standard library alone: see spec/protocol.md.

    server = Concordat("/run/concordat/socket")
    print(server.call("concept.get", vocabulary="demo", concept="archives")["label"]["text"])
"""
import base64
import itertools
import json
import socket
import uuid


class Refused(Exception):
    """The server's answer is an error; `name` is for programs, the text for people."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.code, self.data = error["code"], error.get("data", {})
        self.name = self.data.get("name", "unknown")


class Concordat:
    def __init__(self, path, token=None, languages=(), on_notification=lambda method, parameters: None):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.stream = self.socket.makefile("rwb")
        self.ids = itertools.count(1)
        self.on_notification = on_notification
        hello = {"protocolVersion": 1, "client": "concordat.py", "languages": list(languages)}
        if token:
            hello["token"] = token
        self.limits = self.call("rpc.hello", **hello)["limits"]

    def call(self, method, **parameters):
        """Carries out a method; what the server tells of its own accord meanwhile goes to on_notification."""
        number = next(self.ids)
        request = {"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}
        self.stream.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
        self.stream.flush()
        while True:
            message = self.receive()
            if "method" in message:
                self.on_notification(message["method"], message["params"])
            elif message["id"] in (number, None):
                if "error" in message:
                    raise Refused(message["error"])
                return message["result"]

    def rows(self, member, method, **parameters):
        """The rows of a list, page after page; `member` is where the answer has them."""
        cursor = None
        while True:
            page = self.call(method, cursor=cursor, **parameters)
            yield from page[member]
            cursor = page["cursor"]
            if cursor is None:
                return

    def write(self, method, **parameters):
        """Carries out a method that writes, once: whoever gets no answer may call again with the same key."""
        parameters.setdefault("idempotencyKey", str(uuid.uuid4()))
        return self.call(method, **parameters)

    def receive(self):
        line = self.stream.readline()
        if not line:
            raise ConnectionError("the server has ended the connection")
        return json.loads(line)

    def upload(self, content, name):
        begun = self.call("upload.begin", name=name, byteCount=len(content))
        size = begun["partByteCountMax"]
        for start in range(0, len(content), size):
            part = base64.b64encode(content[start : start + size]).decode()
            self.call("upload.append", upload=begun["upload"], offset=start, data=part)
        return begun["upload"]

    def download(self, made):
        """The bytes of a download that a method has made."""
        content, end = b"", False
        while not end:
            part = self.call("download.read", download=made["download"], offset=len(content))
            content += base64.b64decode(part["data"])
            end = part["eof"]
        self.call("download.discard", download=made["download"])
        return content

    def close(self):
        self.stream.close()
        self.socket.close()
