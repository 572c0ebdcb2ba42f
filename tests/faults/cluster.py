"""cluster.py: real Kafka brokers for the fault tests, each a process of its own with tests/kafka/broker.sh around it, and Kafka's own
console consumer as the reader that knows nothing of Parallax."""
import os
import select
import signal
import socket
import subprocess
import threading
import time

import kafka_wire
from proxy import Proxy

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KAFKA = os.path.join(ROOT, "tests", "kafka")
LIBS = os.environ.get("KAFKA_LIBS") or os.path.join(ROOT, "build", "kafka", "libs")
JVM = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Dtest.log.level=WARN",
       "-Dlog4j.configuration=file:" + os.path.join(KAFKA, "log4j.properties")]

BASE = """node.id=%(node)d
process.roles=broker,controller
listeners=PLAINTEXT://127.0.0.1:%(port)d,CONTROLLER://127.0.0.1:%(controller)d%(more_listeners)s
advertised.listeners=PLAINTEXT://127.0.0.1:%(port)d%(more_advertised)s
controller.quorum.voters=%(voters)s
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT%(more_map)s
log.dirs=%(data)s
offsets.topic.replication.factor=%(copies)d
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=%(copies)d
transaction.state.log.num.partitions=1
transaction.state.log.min.isr=%(min_isr)d
min.insync.replicas=%(min_isr)d
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
broker.heartbeat.interval.ms=200
broker.session.timeout.ms=3000
log.cleaner.dedupe.buffer.size=4194304
log.cleaner.backoff.ms=1000
num.network.threads=2
num.io.threads=4
transaction.abort.timed.out.transaction.cleanup.interval.ms=500
"""


# Every process that was started and has not been waited for: whoever ends the run ends them.
alive = set()


def kill_all():
    for pid in list(alive):
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass


def free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in held]
    for sock in held:
        sock.close()
    return ports


class Broker:
    """One node. `proxies` listeners stand behind a proxy each: a client that begins at one stays behind it."""

    def __init__(self, folder, proxies=0, node=1, nodes=None, extra="", listeners=(), data=None, proxy_host="127.0.0.1", heap="192m",
                 quick_jvm=True):
        self.folder, self.node = folder, node
        self.proxies = [Proxy(proxy_host) for _ in range(proxies)]
        ports = free_ports(2 + proxies + len(listeners))
        self.port, controller, proxied = ports[0], ports[1], ports[2:2 + proxies]
        if nodes:
            self.port, controller = nodes[node]
        voters = ",".join("%d@127.0.0.1:%d" % (n, c) for n, (_, c) in sorted((nodes or {node: (self.port, controller)}).items()))
        names = ["PROXIED%d" % i for i in range(proxies)]
        more = ["%s://127.0.0.1:%d" % pair for pair in zip(names, proxied)]
        advertised = ["%s://%s:%d" % (n, p.host, p.port) for n, p in zip(names, self.proxies)]
        protocols = ["%s:PLAINTEXT" % n for n in names]
        self.listeners = {}
        for name, port in zip(listeners, ports[2 + proxies:]):
            more.append("%s://127.0.0.1:%d" % (name, port))
            advertised.append(more[-1])
            protocols.append("%s:%s" % (name, name))
            self.listeners[name] = "127.0.0.1:%d" % port
        for proxy, port in zip(self.proxies, proxied):
            proxy.target = "127.0.0.1:%d" % port
        copies = len(nodes) if nodes else 1
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "server.properties"), "w") as file:
            file.write(BASE % {"node": node, "port": self.port, "controller": controller, "voters": voters, "copies": copies,
                               "min_isr": 2 if copies > 2 else 1, "data": data or os.path.join(folder, "data"),
                               "more_listeners": "".join("," + m for m in more),
                               "more_advertised": "".join("," + a for a in advertised),
                               "more_map": "".join("," + p for p in protocols)})
            file.write(extra)
        self.address = "127.0.0.1:%d" % self.port
        self.heap = heap
        # broker.sh starts a JVM that compiles little; one that runs for long is better off with all of its compiler.
        self.jvm_options = "" if quick_jvm else "-XX:TieredStopAtLevel=4"

    def _script(self, command):
        environment = dict(os.environ, BROKER_DIR=self.folder, HEAP=self.heap, JVM_OPTIONS=self.jvm_options)
        done = subprocess.run(["sh", os.path.join(KAFKA, "broker.sh"), command], env=environment, text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            raise RuntimeError("broker.sh %s: %s" % (command, done.stdout.strip()))

    def start(self):
        self._script("start")
        alive.add(self.pid())
        return self

    def stop(self):
        self._script("stop")

    def pid(self):
        with open(os.path.join(self.folder, "pid")) as file:
            return int(file.read())

    def kill(self):
        pid = self.pid()
        alive.discard(pid)
        os.kill(pid, signal.SIGKILL)
        while os.path.exists("/proc/%d" % pid) and not _is_zombie(pid):
            time.sleep(0.02)

    def close(self):
        for proxy in self.proxies:
            proxy.close()
        try:
            alive.discard(self.pid())
            self.stop()
        except (RuntimeError, OSError):
            pass


def _is_zombie(pid):
    try:
        with open("/proc/%d/stat" % pid) as file:
            return file.read().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def three_brokers(folder):
    ports = free_ports(6)
    nodes = {n: (ports[2 * n - 2], ports[2 * n - 1]) for n in (1, 2, 3)}
    brokers = [Broker(os.path.join(folder, "node%d" % n), node=n, nodes=nodes) for n in (1, 2, 3)]
    errors = []

    def start(broker):
        try:
            broker.start()
        except RuntimeError as error:
            errors.append(error)
    threads = [threading.Thread(target=start, args=(b,)) for b in brokers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return brokers


class ConsoleReader:
    """Kafka's own console consumer, read_committed, on the topics that match a pattern, from their beginning until it is closed. What it
    printed so far is in records(); or, piped, it comes from process.stdout."""
    FIELD, HEADER, RECORD = b"\x1f", b"\x1d", b"\x1e"

    def __init__(self, folder, address, pattern, piped=False, escaped=False, heap="96m", name="reader"):
        """escaped: whatever is not plain ASCII, and the backslash, comes as \\xHH."""
        self.path = os.path.join(folder, name + ".records")
        self.file = subprocess.PIPE if piped else open(self.path, "wb")
        self.log = open(os.path.join(folder, name + ".log"), "wb")
        separators = {"key.separator": self.FIELD, "headers.separator": self.HEADER, "line.separator": self.RECORD}
        properties = ["print.timestamp=true", "print.partition=true", "print.offset=true", "print.headers=true", "print.key=true"]
        command = JVM + ["-Xmx" + heap, "-cp", LIBS + "/*", "org.apache.kafka.tools.consumer.ConsoleConsumer", "--bootstrap-server", address,
                         "--include", pattern, "--isolation-level", "read_committed", "--from-beginning",
                         "--consumer-property", "metadata.max.age.ms=1000", "--consumer-property", "fetch.max.wait.ms=100"]
        if escaped:
            properties += [side + ".deserializer=org.apache.kafka.common.serialization.BytesDeserializer" for side in ("key", "value")]
        for one in properties:
            command += ["--property", one]
        for name, value in separators.items():
            command += ["--property", name + "=" + value.decode()]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.file, stderr=self.log)
        alive.add(self.process.pid)

    def raw(self):
        """The whole records printed so far, each a list of its fields: timestamp, partition, offset, headers, key, value."""
        with open(self.path, "rb") as file:
            data = file.read()
        parts = data.split(self.RECORD)
        parts.pop()
        return [p.split(self.FIELD, 5) for p in parts]

    def answers(self):
        """How many receipts and dead letters."""
        with open(self.path, "rb") as file:
            return file.read().count(b"ce_sourceoffset:")

    def close(self):
        self.process.kill()
        self.process.wait()
        alive.discard(self.process.pid)
        if self.file != subprocess.PIPE:
            self.file.close()
        self.log.close()


def read_records(pipe, patience, first=3):
    """The records as they come from a piped reader: (headers, key, value), or more of timestamp, partition and offset before; None when
    nothing has come for `patience` seconds."""
    rest = b""
    while True:
        if not select.select([pipe], [], [], patience)[0]:
            yield None
            continue
        more = os.read(pipe.fileno(), 1 << 20)
        if not more:
            return
        parts = (rest + more).split(ConsoleReader.RECORD)
        rest = parts.pop()
        for part in parts:
            yield tuple(part.split(ConsoleReader.FIELD, 5)[first:])
