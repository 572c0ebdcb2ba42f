"""tally.py: the oracle for a run that is too long to be kept: reads what Kafka's console consumer prints (committed records only) as it
comes, and keeps of each record a bit, of each receipt its place in the order, of each story that lives a hash of its last value. What a
story was last goes into one sum when it is deleted. As a process of its own, with the reader at its standard input: FOLDER PARTITIONS.
It says how far it is in FOLDER/tally.json, twice a second."""
import array
import hashlib
import json
import os
import re
import sys
import time

from cluster import read_records

RECEIPTS = {"opened", "joined", "updated", "ignored", "held", "suspended", "retracted"}
MARK = b"mark-of-the-end"
RISING_MAX = 200000  # discrepancies whose last step is known
EXAMPLES = 5
TELL_SECONDS = 0.5
SOURCE = re.compile(rb"ce_sourcepartition:(\d+).*?ce_sourceoffset:(\d+)|ce_sourceoffset:(\d+).*?ce_sourcepartition:(\d+)", re.S)


def sum_of_story(key, value):
    """How a story is compared with the same one elsewhere: its status and its members."""
    members = sorted("%s %s" % (m["uri"], m["version"]) for m in value["members"])
    text = "\n".join([key, value["status"]] + members)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


class LastStories:
    """The sum over all stories of what each was last, whether it lives still or has been deleted."""

    def __init__(self):
        self.live, self.ended, self.ended_sum = {}, 0, 0

    def take(self, key, value):
        if value is not None:
            self.live[key] = (value["seq"], sum_of_story(key, value))
        elif key in self.live:
            self.ended += 1
            self.ended_sum += self.live.pop(key)[1]

    def result(self):
        return {"stories": self.ended + len(self.live), "sum": "%016x" % ((self.ended_sum + sum(s for _, s in self.live.values())) & (1 << 64) - 1)}


class Tally:
    def __init__(self, folder, partitions):
        self.folder = folder
        self.answered = [bytearray() for _ in range(partitions)]
        self.order = array.array("Q")  # by seq - 1: partition << 48 | offset, + 1
        self.receipts, self.letters, self.other, self.marks = 0, 0, 0, []
        self.faults, self.faults_count = [], 0
        self.stories = LastStories()
        self.steps = {}
        self.kept = 0  # as of so many marks the rest is on disk

    def fault(self, words):
        self.faults_count += 1
        if len(self.faults) < EXAMPLES:
            self.faults.append(words)

    def answer(self, partition, offset):
        bits = self.answered[partition]
        byte, bit = offset >> 3, 1 << (offset & 7)
        if byte >= len(bits):
            bits.extend(bytes(byte + 65536 - len(bits)))
        if bits[byte] & bit:
            self.fault("%d:%d is answered twice" % (partition, offset))
        bits[byte] |= bit

    def count(self, partition, below):
        """How many of the records below an offset are answered, and how many behind it."""
        bits = int.from_bytes(bytes(self.answered[partition]), "little")
        return bin(bits & (1 << below) - 1).count("1"), bin(bits >> below).count("1")

    def take(self, headers, key, value):
        if key == MARK:
            self.marks.append(value.decode())
        elif b"parallax_error_stage:" in headers:
            found = SOURCE.search(headers)
            if found:  # else it stands for an output, and is no answer
                self.letters += 1
                self.answer(*self.source(found))
        elif b"ce_type:parallax.discrepancy." in headers:
            self.step(json.loads(value))
        elif b"ce_type:" not in headers or b"ce_type:parallax.story.state.v1" in headers:
            self.story(key.decode(), None if value == b"null" else json.loads(value))
        else:
            self.event(headers, json.loads(value))

    @staticmethod
    def source(found):
        first, second, third, fourth = found.groups()
        return (int(first), int(second)) if first is not None else (int(fourth), int(third))

    def event(self, headers, value):
        found = SOURCE.search(headers)
        if (found is not None) != (value["action"] in RECEIPTS):
            self.fault("a story event %s with the wrong coordinates" % value["action"])
        if found is None:
            self.other += 1
            return
        at, seq = self.source(found), value["seq"]
        if value["action"] == "ignored":
            self.fault("the article at %d:%d came once and was ignored" % at)
        self.receipts += 1
        self.answer(*at)
        if seq > len(self.order):
            self.order.extend([0] * (seq + 4096 - len(self.order)))
        if self.order[seq - 1] != 0:
            self.fault("two receipts have the seq %d" % seq)
        self.order[seq - 1] = (at[0] << 48 | at[1]) + 1

    def story(self, key, value):
        if value is not None and value["seq"] < self.stories.live.get(key, (0,))[0]:
            self.fault("story %s goes back from seq %d to %d" % (key, self.stories.live[key][0], value["seq"]))
        self.stories.take(key, value)

    def step(self, value):
        identity = value["discrepancy_id"] + value["story_id"]
        step = (value["seq"], value["revision"])
        if step <= self.steps.pop(identity, (0, 0)):
            self.fault("discrepancy %s goes back to seq %d, revision %d" % (value["discrepancy_id"], *step))
        self.steps[identity] = step
        if len(self.steps) > RISING_MAX:
            self.steps.pop(next(iter(self.steps)))

    def tell(self):
        """A whole file, or the one before."""
        said = {"answered": self.receipts + self.letters, "receipts": self.receipts, "letters": self.letters, "faults": self.faults_count,
                "examples": self.faults, "marks": self.marks, "kept": self.kept, "live": len(self.stories.live)}
        with open(os.path.join(self.folder, "tally.part"), "w") as file:
            json.dump(said, file)
        os.rename(os.path.join(self.folder, "tally.part"), os.path.join(self.folder, "tally.json"))

    def keep(self):
        """All of it, for whoever judges."""
        with open(os.path.join(self.folder, "tally.order"), "wb") as file:
            self.order.tofile(file)
        for partition, bits in enumerate(self.answered):
            with open(os.path.join(self.folder, "tally.answered.%d" % partition), "wb") as file:
                file.write(bits)
        with open(os.path.join(self.folder, "tally.stories"), "w") as file:
            json.dump(self.stories.result(), file)
        self.kept = len(self.marks)


def main():
    tally = Tally(sys.argv[1], int(sys.argv[2]))
    told = 0.0
    for record in read_records(sys.stdin.buffer, TELL_SECONDS):
        if record is not None:
            tally.take(*record)
        elif len(tally.marks) > tally.kept:  # all is quiet behind a mark
            tally.keep()
        if record is None or time.monotonic() - told > TELL_SECONDS:
            told = time.monotonic()
            tally.tell()
    sys.exit("tally: the console consumer ended")


if __name__ == "__main__":
    main()
