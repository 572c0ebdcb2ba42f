"""articles.py: a feed for the fault tests: invented events, a few articles on each, in two languages. The same number gives the same
article but for its time."""
import datetime
import json
import random

SYLLABLES = "bar vel tor mik dra sol nuv kep zan lir fom gud hask jor peb wint".split()
EVENTS = [("A ferry sank off", "Vor %s ist eine Fähre gesunken"), ("An explosion hit a market in", "Explosion auf einem Markt in %s"),
          ("A bridge collapsed near", "Bei %s ist eine Brücke eingestürzt"), ("Floods swept through", "Überschwemmung in %s")]
SOURCES = ["NordPress", "Agentur Süd", "Coast Wire", "Volta News"]
PER_EVENT = 6


def _name(chance):
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def name_of(number):
    """An invented name."""
    return _name(random.Random(number))


def article(number, time=None, name="", **changes):
    """One article as JSON text."""
    event, turn = divmod(number, PER_EVENT)
    chance = random.Random(event * 7919 + 13)
    place, person, family, river = (_name(chance) for _ in range(4))
    english, german = chance.choice(EVENTS)
    dead, hurt = chance.randint(3, 90), chance.randint(20, 400)
    dead += random.Random(number).choice([0, 0, 0, 1, 4])
    time = time or datetime.datetime.now(datetime.timezone.utc)
    person = "%s %s" % (person, family)
    filler = " ".join(_name(random.Random(number * 31 + k)).lower() for k in range(8))
    if turn % 2 == 0:
        headline = "%s %s, killing %d" % (english, place, dead)
        body = "%s %s, killing at least %d people and injuring %d others, said %s.\nRescue work on the %s went on through the night: %s." \
            % (english, place, dead, hurt, person, river, filler)
    else:
        headline = "%s: %d Tote" % (german % place, dead)
        body = "%s; mindestens %d Menschen kamen ums Leben, %d wurden verletzt, sagte %s.\nDie Rettungsarbeiten am Fluss %s dauern an: %s." \
            % (german % place, dead, hurt, person, river, filler)
    value = {"uri": "urn:test:%s:%d" % (name, number), "version": "1", "pubstatus": "usable", "language": "en" if turn % 2 == 0 else "de",
             "versioncreated": time.strftime("%Y-%m-%dT%H:%M:%SZ"), "headline": headline, "body_text": body, "slugline": place,
             "infosources": [{"name": random.Random(number).choice(SOURCES)}]}
    value.update(changes)
    return json.dumps(value, ensure_ascii=False)
