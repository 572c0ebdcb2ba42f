"""kafka_wire.py: the few Kafka requests that the fault tests make themselves, in the protocol's own bytes: to ask the broker what a
group has committed without going through any client library, and to do to it what no ordinary client does. Versions that Kafka 2.5
to 4.x speak. Errors are exceptions; a connection is made for each call."""
import socket
import struct
import threading
import time
import zlib

PRODUCE, LIST_OFFSETS, METADATA, OFFSET_COMMIT, OFFSET_FETCH, FIND_COORDINATOR, CREATE_TOPICS, DELETE_RECORDS, INIT_PRODUCER_ID, ADD_PARTITIONS_TO_TXN, END_TXN, \
    TXN_OFFSET_COMMIT, CREATE_PARTITIONS, ALTER_CONFIGS = 0, 2, 3, 8, 9, 10, 19, 21, 22, 24, 26, 28, 37, 44
ANSWER_SECONDS = 10
LOADING = (14, 15, 16)
MOVING = (3, 5, 6, 19)  # no leader yet, or another
FORBIDDEN = 44  # by the topic's cleanup.policy


class BrokerError(Exception):
    def __init__(self, what, code):
        super().__init__("%s: error %d" % (what, code))
        self.code = code


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from(">" + form, self.data, self.at)
        self.at += struct.calcsize(">" + form)
        return values[0] if len(values) == 1 else values

    def text(self):
        length = self.take("h")
        if length < 0:
            return None
        self.at += length
        return self.data[self.at - length:self.at].decode()

    def list(self, one):
        return [one() for _ in range(max(0, self.take("i")))]


def text(value):
    return struct.pack(">h", -1) if value is None else struct.pack(">h", len(value.encode())) + value.encode()


def array(items):
    return struct.pack(">i", len(items)) + b"".join(items)


def exchange(sock, api, version, body):
    head = struct.pack(">hhi", api, version, 1) + text("faults")
    sock.sendall(struct.pack(">i", len(head) + len(body)) + head + body)
    return Reader(_exactly(sock, struct.unpack(">i", _exactly(sock, 4))[0])[4:])


def _exactly(sock, length):
    data = b""
    while len(data) < length:
        more = sock.recv(length - len(data))
        if not more:
            raise ConnectionError("the broker closed the connection")
        data += more
    return data


def connect(address):
    host, port = address.rsplit(":", 1)
    sock = socket.create_connection((host, int(port)), ANSWER_SECONDS)
    sock.settimeout(ANSWER_SECONDS)
    return sock


def request(address, api, version, body):
    with connect(address) as sock:
        return exchange(sock, api, version, body)


# ---- What is there.

def metadata(address, topics=None):
    """{topic: {partition: leader's address}}, of all topics or of some."""
    body = (struct.pack(">i", -1) if topics is None else array([text(t) for t in topics])) + b"\0"
    answer = request(address, METADATA, 4, body)
    answer.take("i")
    nodes = {}
    for _ in range(answer.take("i")):
        node, host = answer.take("i"), answer.text()
        nodes[node] = "%s:%d" % (host, answer.take("i"))
        answer.text()
    answer.text()
    answer.take("i")
    found = {}
    for _ in range(answer.take("i")):
        answer.take("h")
        name = answer.text()
        answer.take("b")
        leaders = {}
        for _ in range(answer.take("i")):
            _, index, leader = answer.take("hii")
            answer.list(lambda: answer.take("i"))
            answer.list(lambda: answer.take("i"))
            leaders[index] = nodes.get(leader)
        found[name] = leaders
    return found


def offsets(address, topic, time, stable=False):
    """{partition: offset}; time -1 is the end, -2 the beginning. stable: the end for readers of committed records."""
    found = {}
    for partition, leader in metadata(address, [topic])[topic].items():
        body = struct.pack(">ib", -1, stable) + array([text(topic) + array([struct.pack(">iq", partition, time)])])
        answer = request(leader, LIST_OFFSETS, 2, body)
        answer.take("ii")
        answer.text()
        answer.take("i")
        _, error, _, offset = answer.take("ihqq")
        if error:
            raise BrokerError("offsets of %s" % topic, error)
        found[partition] = offset
    return found


def coordinator(address, key, transactional=False):
    """Asks again while the broker makes the topic that it keeps such things in."""
    for _ in range(100):
        answer = request(address, FIND_COORDINATOR, 1, text(key) + struct.pack(">b", 1 if transactional else 0))
        answer.take("i")
        error = answer.take("h")
        answer.text()
        answer.take("i")
        host = answer.text()
        if not error:
            return "%s:%d" % (host, answer.take("i"))
        if error not in LOADING:
            break
        time.sleep(0.2)
    raise BrokerError("coordinator of %s" % key, error)


def committed(address, group, topic, partitions):
    """{partition: offset}, and the metadata beside each; -1 where nothing is committed."""
    body = text(group) + array([text(topic) + array([struct.pack(">i", p) for p in partitions])])
    for _ in range(50):
        found, notes, loading = {}, {}, False
        answer = request(coordinator(address, group), OFFSET_FETCH, 1, body)
        for _ in range(answer.take("i")):
            answer.text()
            for _ in range(answer.take("i")):
                partition, offset = answer.take("iq")
                notes[partition] = answer.text()
                error = answer.take("h")
                loading = loading or error in LOADING
                if error and error not in LOADING:
                    raise BrokerError("committed offsets of %s" % group, error)
                found[partition] = offset
        if not loading:
            return found, notes
        time.sleep(0.2)
    raise BrokerError("committed offsets of %s" % group, 14)


def commit(address, group, topic, partition, offset):
    """Moves an offset of a group that has no members."""
    body = text(group) + struct.pack(">i", -1) + text("") + struct.pack(">q", -1) + \
        array([text(topic) + array([struct.pack(">iq", partition, offset) + text("")])])
    answer = request(coordinator(address, group), OFFSET_COMMIT, 2, body)
    answer.take("i")
    answer.text()
    answer.take("i")
    _, error = answer.take("ih")
    if error:
        raise BrokerError("committing an offset of %s" % group, error)


# ---- Changing it.

def _errors(answer, what, allowed=()):
    answer.take("i")
    for _ in range(answer.take("i")):
        name, error = answer.text(), answer.take("h")
        message = answer.text()
        if error and error not in allowed:
            raise BrokerError("%s %s (%s)" % (what, name, message), error)


def create_topics(address, topics):
    """topics: (name, partitions, replication, {config: value})."""
    items = [text(name) + struct.pack(">ihi", partitions, replication, 0) + array([text(k) + text(v) for k, v in config.items()])
             for name, partitions, replication, config in topics]
    _errors(request(address, CREATE_TOPICS, 2, array(items) + struct.pack(">ib", 10000, 0)), "making the topic")
    names = [name for name, *_ in topics]
    for _ in range(100):
        found = metadata(address, names)
        if all(found.get(n) and all(found[n].values()) for n in names):
            return
        time.sleep(0.1)
    raise BrokerError("the topics have no leaders", -1)


def create_partitions(address, topic, count):
    body = array([text(topic) + struct.pack(">ii", count, -1)]) + struct.pack(">ib", 10000, 0)
    _errors(request(address, CREATE_PARTITIONS, 0, body), "partitions of")


def set_topic_config(address, topic, name, value):
    body = array([struct.pack(">b", 2) + text(topic) + array([text(name) + struct.pack(">b", 0) + text(value)])]) + b"\0"
    answer = request(address, ALTER_CONFIGS, 0, body)
    answer.take("i")
    for _ in range(answer.take("i")):
        error = answer.take("h")
        if error:
            raise BrokerError("%s of %s (%s)" % (name, topic, answer.text()), error)


def delete_records(address, topic, partition, before):
    """Asks again while it is forbidden: a setting that the controller has taken comes to the leader a moment later."""
    leader = metadata(address, [topic])[topic][partition]
    for _ in range(50):
        answer = request(leader, DELETE_RECORDS, 0, array([text(topic) + array([struct.pack(">iq", partition, before)])]) + struct.pack(">i", 10000))
        answer.take("i")
        answer.take("i")
        answer.text()
        answer.take("i")
        _, _, error = answer.take("iqh")
        if not error:
            return
        if error != FORBIDDEN:
            break
        time.sleep(0.2)
    raise BrokerError("deleting records of %s" % topic, error)


def init_producer(address, transactional_id):
    """What a producer of this transactional id does when it starts: any other is fenced. Returns its id and epoch."""
    answer = request(coordinator(address, transactional_id, True), INIT_PRODUCER_ID, 0, text(transactional_id) + struct.pack(">i", 5000))
    _, error, producer, epoch = answer.take("ihqh")
    if error:
        raise BrokerError("a producer of %s" % transactional_id, error)
    return producer, epoch


def _within(transaction):
    transactional_id, (producer, epoch) = transaction
    return struct.pack(">qh", producer, epoch), text(transactional_id)


def add_partition(address, transaction, topic, partition):
    """To a transaction: a transactional id and what init_producer made of it."""
    producer, name = _within(transaction)
    _errors_of_partitions(request(coordinator(address, transaction[0], True), ADD_PARTITIONS_TO_TXN, 0,
                                  name + producer + array([text(topic) + array([struct.pack(">i", partition)])])), "adding %s to a transaction" % topic)


def commit_transaction(address, transaction):
    producer, name = _within(transaction)
    answer = request(coordinator(address, transaction[0], True), END_TXN, 0, name + producer + b"\1")
    _, error = answer.take("ih")
    if error:
        raise BrokerError("committing a transaction of %s" % transaction[0], error)


def send_offsets(address, transaction, group, offsets):
    """Offsets of a group that has no members, {(topic, partition): offset}, which count when the transaction is committed."""
    producer, name = _within(transaction)
    topics = [text(topic) + array([struct.pack(">iq", partition, offset) + text("")]) for (topic, partition), offset in offsets.items()]
    _errors_of_partitions(request(coordinator(address, group), TXN_OFFSET_COMMIT, 0, name + text(group) + producer + array(topics)),
                          "offsets of %s" % group)


def _errors_of_partitions(answer, what):
    """Of a time, and topics of partitions with an error each."""
    for _ in range(answer.take("ii")[1]):
        answer.text()
        for _ in range(answer.take("i")):
            _, error = answer.take("ih")
            if error:
                raise BrokerError(what, error)


# ---- Producing, with keys, headers and times of one's own.

def _table():
    """Of two bytes at a time."""
    table = []
    for n in range(65536):
        for _ in range(16):
            n = n >> 1 ^ 0x82F63B78 if n & 1 else n >> 1
        table.append(n)
    return table


_CRC = []


def crc32c(data):
    _CRC.extend(() if _CRC else _table())
    crc, table = 0xFFFFFFFF, _CRC
    for pair in struct.unpack("<%dH" % (len(data) // 2), data[:len(data) & ~1]):
        crc = crc >> 16 ^ table[(crc ^ pair) & 65535]
    if len(data) & 1:  # one byte: by hand
        crc = crc >> 8 ^ _one_byte((crc ^ data[-1]) & 255)
    return crc ^ 0xFFFFFFFF


def _one_byte(n):
    for _ in range(8):
        n = n >> 1 ^ 0x82F63B78 if n & 1 else n >> 1
    return n


def varint(number):
    number = number << 1 ^ number >> 63
    out = bytearray()
    while number >= 128:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def _sized(value):
    return varint(-1) if value is None else varint(len(value)) + value


def _record(index, first, record):
    headers = b"".join(_sized(k.encode()) + _sized(v) for k, v in record.get("headers", ()))
    body = b"\0" + varint(record["time"] - first) + varint(index) + _sized(record.get("key")) + _sized(record.get("value")) + \
        varint(len(record.get("headers", ()))) + headers
    return varint(len(body)) + body


def produce(address, topic, partition, records, gzip=False, transaction=None):
    """records: dicts with time (ms), key, value (bytes or None), headers. transaction: a transactional id and what init_producer made
    of it; the records are the first of that producer. Returns the offset of the first."""
    transactional_id, (producer, epoch) = transaction or (None, (-1, -1))
    first = records[0]["time"]
    body = b"".join(_record(i, first, r) for i, r in enumerate(records))
    if gzip:
        packer = zlib.compressobj(1, zlib.DEFLATED, 31)
        body = packer.compress(body) + packer.flush()
    attributes, sequence = (1 if gzip else 0) | (16 if transaction else 0), 0 if transaction else -1
    tail = struct.pack(">hiqqqhii", attributes, len(records) - 1, first, max(r["time"] for r in records), producer, epoch, sequence, len(records)) + body
    batch = struct.pack(">qiibI", 0, len(tail) + 9, -1, 2, crc32c(tail)) + tail
    part = struct.pack(">ii", partition, len(batch)) + batch
    for _ in range(50):
        leader = metadata(address, [topic])[topic].get(partition)
        if leader is not None:
            answer = request(leader, PRODUCE, 3, text(transactional_id) + struct.pack(">hi", -1, 10000) + array([text(topic) + array([part])]))
            answer.take("i")
            answer.text()
            answer.take("i")
            _, error, base, _ = answer.take("ihqq")
            if not error:
                return base
            if error not in MOVING:
                raise BrokerError("producing to %s" % topic, error)
        time.sleep(0.2)
    raise BrokerError("producing to %s" % topic, 6)


class Fencer:
    """Starts a second producer of a transactional id again and again, until it is stopped."""

    def __init__(self, address, transactional_id, pause):
        self.stopped = threading.Event()
        self.times = 0
        self.thread = threading.Thread(target=self._run, args=(address, transactional_id, pause), daemon=True)
        self.thread.start()

    def _run(self, address, transactional_id, pause):
        while not self.stopped.wait(pause):
            try:
                init_producer(address, transactional_id)
                self.times += 1
            except (OSError, BrokerError):
                pass

    def stop(self):
        self.stopped.set()
        self.thread.join()
        return self.times
