"""articles.py: a feed for the fault tests: invented events, a few articles on each, in two languages. The same number gives the same
article but for its time."""
import datetime
import json

SYLLABLES = "bar vel tor mik dra sol nuv kep zan lir fom gud hask jor peb wint".split()
EVENTS = [("A ferry sank off", "Vor %s ist eine Fähre gesunken"), ("An explosion hit a market in", "Explosion auf einem Markt in %s"),
          ("A bridge collapsed near", "Bei %s ist eine Brücke eingestürzt"), ("Floods swept through", "Überschwemmung in %s")]
SOURCES = ["NordPress", "Agentur Süd", "Coast Wire", "Volta News"]
PER_EVENT = 6


def _mixed(number):
    """A number of 64 bits that looks like chance (SplitMix64)."""
    number = (number + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    number = (number ^ number >> 27) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
    return number ^ number >> 31


def _word(bits):
    """One of 65,536 words of four syllables."""
    return SYLLABLES[bits & 15] + SYLLABLES[bits >> 4 & 15] + SYLLABLES[bits >> 8 & 15] + SYLLABLES[bits >> 12 & 15]


def name_of(number):
    """An invented name."""
    return _word(_mixed(number)).capitalize()


def article(number, time=None, name="", **changes):
    """One article as JSON text."""
    event, turn = divmod(number, PER_EVENT)
    of_event, figures, own, more = _mixed(event * 2), _mixed(event * 2 + 1), _mixed(number + (1 << 40)), _mixed(number + (1 << 41))
    place, person, family, river = (_word(of_event >> shift).capitalize() for shift in (0, 16, 32, 48))
    english, german = EVENTS[figures % len(EVENTS)]
    dead, hurt = 3 + (figures >> 8) % 88, 20 + (figures >> 24) % 381
    dead += (0, 0, 0, 1, 4)[own % 5]
    time = time or datetime.datetime.now(datetime.timezone.utc)
    person = "%s %s" % (person, family)
    filler = " ".join(_word(bits >> shift) for bits in (own, more) for shift in (0, 16, 32, 48))
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
             "infosources": [{"name": SOURCES[(own >> 16) % len(SOURCES)]}]}
    value.update(changes)
    return json.dumps(value, ensure_ascii=False)
