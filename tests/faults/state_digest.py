"""state_digest.py: what the changelog holds, found without Parallax: read with Kafka's console consumer, folded as its documentation says
(ARCHITECTURE.md, processor/flow/changelog_fold.h), and summed with libxxhash. Keys are a letter and a number of 8 bytes; an entry counts
when the head behind it has come; the digest is the sum of XXH3(value, seeded with the mixed key) over all live entries but the head."""
import ctypes
import ctypes.util

from cluster import ConsoleReader, read_records

HEAD = b"z" + bytes(8)
ALL = (1 << 64) - 1


def _xxh3():
    library = ctypes.CDLL(ctypes.util.find_library("xxhash") or "libxxhash.so.0")
    function = library.XXH3_64bits_withSeed
    function.restype = ctypes.c_uint64
    function.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint64]
    return function


def _mixed(x):
    """The finaliser of MurmurHash3."""
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        x = (x ^ x >> 33) * factor & ALL
    return x ^ x >> 33


def _varint(data, at):
    number, shift = 0, 0
    while True:
        number |= (data[at] & 127) << shift
        shift += 7
        at += 1
        if data[at - 1] < 128:
            return number, at


def read_head(value):
    """The number of entries and the digest that a head gives: after the format, twelve numbers, and the digest in 8 bytes."""
    at, number = 1, 0
    for _ in range(12):
        number, at = _varint(value, at)
    return number, int.from_bytes(value[at:at + 8], "little")


class Fold:
    def __init__(self):
        self.live, self.waiting, self.taken = {}, [], 0

    def take(self, key, value):
        self.taken += 1
        self.waiting.append((key, value))
        if key == HEAD:
            for one, its in self.waiting:
                if its is None:
                    self.live.pop(one, None)
                else:
                    self.live[one] = its
            self.waiting = []

    def result(self):
        """Entries but the head, and the digest over them."""
        xxh3, total = _xxh3(), 0
        for key, value in self.live.items():
            if key != HEAD:
                number = int.from_bytes(key[1:], "big")
                total += xxh3(value, len(value), _mixed(number ^ key[0] << 56))
        return len(self.live) - (HEAD in self.live), total & ALL


def fold(folder, address, topic, last, seconds):
    """Everything up to the record at the offset `last`, the last that is committed."""
    reader = ConsoleReader(folder, address, topic.replace(".", r"\."), piped=True, escaped=True, heap="192m", name="changelog")
    found, quiet = Fold(), 0
    try:
        for record in read_records(reader.process.stdout, 1, 2):
            if record is None:
                quiet += 1
                if quiet > seconds:
                    raise RuntimeError("the console consumer does not come to the record %d of %s" % (last, topic))
                continue
            offset, _, key, value = record
            found.take(_bytes(key), None if value == b"null" else _bytes(value))
            if int(offset.split(b":")[1]) >= last:
                return found
        raise RuntimeError("the console consumer ended; see %s" % folder)
    finally:
        reader.close()


def _bytes(text):
    """As BytesDeserializer prints them: whatever is not plain ASCII, and the backslash, as \\xHH."""
    return text.decode("unicode_escape").encode("latin-1")
