"""proxy.py: a TCP proxy before a Kafka broker that can do what networks do: cut connections in good order or with a reset, forward
nothing while both ends believe they are connected, delay, and swallow the replies to one kind of request."""
import collections
import socket
import struct
import threading
import time


class Proxy:
    """Listens on a free port, and forwards to `target` (HOST:PORT), which may be set later."""

    def __init__(self, host="127.0.0.1"):
        self.host = host
        self.listener = socket.create_server((host, 0))
        self.port = self.listener.getsockname()[1]
        self.target = None
        self.dead = False            # refuses what connects
        self.frozen = False          # forwards nothing, closes nothing
        self.delay = {}              # {api: seconds} before a reply of this kind goes on; None is every kind
        self.swallow = set()         # replies to requests of these kinds never arrive
        self.swallowed = 0
        self.seen = collections.Counter()  # requests of each kind
        self.pairs = set()
        self.lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            try:
                if self.dead or self.target is None:
                    raise OSError
                host, port = self.target.rsplit(":", 1)
                server = socket.create_connection((host, int(port)), 5)
                server.settimeout(None)
            except OSError:
                client.close()
                continue
            pair = (client, server)
            with self.lock:
                self.pairs.add(pair)
            waiting = collections.deque()  # what was asked, in order: a broker answers in order
            threading.Thread(target=self._pump, args=(pair, client, server, waiting, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(pair, server, client, waiting, False), daemon=True).start()

    def _pump(self, pair, source, sink, waiting, asking):
        try:
            while True:
                head = self._exactly(source, 4)
                frame = self._exactly(source, struct.unpack(">i", head)[0])
                while self.frozen:
                    time.sleep(0.02)
                if asking:
                    api = struct.unpack_from(">h", frame)[0]
                    self.seen[api] += 1
                    waiting.append(api)  # every producer here asks for acknowledgements
                else:
                    api = waiting.popleft() if waiting else None
                    if api in self.swallow:
                        self.swallowed += 1
                        continue
                    wait = self.delay.get(api, self.delay.get(None, 0))
                    if wait:
                        time.sleep(wait)
                sink.sendall(head + frame)
        except (OSError, ConnectionError):
            self._end(pair, False)

    @staticmethod
    def _exactly(sock, length):
        parts = []
        while length:
            part = sock.recv(min(length, 1 << 20))
            if not part:
                raise ConnectionError
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def _end(self, pair, reset):
        with self.lock:
            if pair not in self.pairs:
                return
            self.pairs.discard(pair)
        for sock in pair:
            try:
                if reset:  # a linger time of nothing makes close send RST; the shutdown wakes the thread that reads
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                sock.shutdown(socket.SHUT_RD if reset else socket.SHUT_RDWR)
            except OSError:
                pass
            try:
                sock.close()
            except OSError:
                pass

    def cut(self, reset=False):
        """Ends every connection there is. Returns how many."""
        with self.lock:
            pairs = list(self.pairs)
        for pair in pairs:
            self._end(pair, reset)
        return len(pairs)

    def close(self):
        self.dead = True
        self.listener.close()
        self.cut()
