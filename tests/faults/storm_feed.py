"""storm_feed.py: writes a long feed into a topic, each record with a time of its own, so that stories end and are forgotten on the way and
the state stays as large as its window. It keeps a bounded way ahead of what is answered, and ends early when it is told to. To be run as
a process of its own: ADDRESS TOPIC PARTITIONS COUNT AN_HOUR FOLDER; FOLDER/tally.json says what is answered, FOLDER/enough that it is."""
import datetime
import json
import os
import sys
import time

import articles
import kafka_wire

AT_ONCE = 600
AHEAD_MAX = 15000
SPREAD = articles.PER_EVENT * 8  # articles of so many events come mixed


def number_at(place):
    """The articles of one event come apart from each other, among those of seven others."""
    block, within = divmod(place, SPREAD)
    return block * SPREAD + within % 8 * articles.PER_EVENT + within // 8


def answered(folder):
    try:
        with open(os.path.join(folder, "tally.json")) as file:
            return json.load(file)["answered"]
    except FileNotFoundError:
        return 0


def feed(address, topic, partitions, count, an_hour, folder):
    # The last of them is of now: nothing is from the future.
    begin = int(time.time()) - (count // an_hour + 1) * 3600
    for first in range(0, count, AT_ONCE):
        while first - answered(folder) > AHEAD_MAX:
            time.sleep(0.2)
        if os.path.exists(os.path.join(folder, "enough")):
            return
        records = [[] for _ in range(partitions)]
        for place in range(first, min(first + AT_ONCE, count)):
            second = begin + place * 3600 // an_hour
            created = datetime.datetime.fromtimestamp(second, datetime.timezone.utc)
            value = articles.article(number_at(place), time=created, name=topic).encode()
            records[place % partitions].append({"time": second * 1000, "key": None, "value": value})
        for partition, of in enumerate(records):
            if of:
                kafka_wire.produce(address, topic, partition, of, gzip=True)


if __name__ == "__main__":
    feed(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]), sys.argv[6])
