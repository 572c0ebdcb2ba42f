"""Scores a clustering of articles into stories: B-cubed and pair precision, recall and F1, of all articles or of a part of
them, and the confusions that cost most. Pure: knows nothing of files.

gold is {uri: (story, topic)}, got {uri: story}. Two articles of one topic and of two gold stories are neither right nor
wrong together. An article that was not assigned counts as a story of its own."""
import collections


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class Score(collections.namedtuple("Score", "articles b3_p b3_r pair_p pair_r")):
    @property
    def b3_f(self):
        return f1(self.b3_p, self.b3_r)

    @property
    def pair_f(self):
        return f1(self.pair_p, self.pair_r)


class Clusters:
    """Both clusterings, counted: every figure below comes from how many articles of a gold story are in a cluster."""

    def __init__(self, gold, got):
        self.gold = gold
        self.got = {uri: got.get(uri, "unassigned:" + uri) for uri in gold}
        self.unassigned = sum(uri not in got for uri in gold)
        self.by_gold = collections.Counter(story for story, _ in gold.values())
        self.topic_of = {story: topic for story, topic in gold.values()}
        self.cells = collections.defaultdict(collections.Counter)  # cluster → gold story → articles
        for uri, (story, _) in gold.items():
            self.cells[self.got[uri]][story] += 1

    def right(self, uri):
        """Articles of its gold story that are in its cluster, itself among them."""
        return self.cells[self.got[uri]][self.gold[uri][0]]

    def together(self, uri):
        """Articles of its cluster that are right or wrong there."""
        story, topic = self.gold[uri]
        cell = self.cells[self.got[uri]]
        return sum(count for other, count in cell.items() if other == story or self.topic_of[other] != topic)

    def score(self, uris=None):
        """Of some articles: what they, among all, are together with. A pair counts once for each end in the part."""
        precision = recall = 0.0
        true = false = missed = articles = 0
        for uri in self.gold if uris is None else uris:
            right, together, story = self.right(uri), self.together(uri), self.by_gold[self.gold[uri][0]]
            precision += right / together
            recall += right / story
            true, false, missed, articles = true + right - 1, false + together - right, missed + story - right, articles + 1
        if articles == 0:
            return Score(0, 0.0, 0.0, 0.0, 0.0)
        return Score(articles, precision / articles, recall / articles, true / (true + false) if true + false else 1.0,
                     true / (true + missed) if true + missed else 1.0)

    def merged(self):
        """Clusters of several gold stories: (points of B-cubed precision lost, cluster, {gold story: articles}), dearest first."""
        found = []
        for cluster, cell in self.cells.items():
            lost = 0.0
            for story, count in cell.items():
                wrong = sum(n for other, n in cell.items() if other != story and self.topic_of[other] != self.topic_of[story])
                same_topic = sum(n for other, n in cell.items() if other != story) - wrong
                lost += count * wrong / (sum(cell.values()) - same_topic)
            if lost > 0:
                found.append((lost / len(self.gold), cluster, dict(cell)))
        return sorted(found, key=lambda row: (-row[0], row[1]))

    def torn(self):
        """Gold stories in several clusters: (points of B-cubed recall lost, story, {cluster: articles}), dearest first."""
        pieces = collections.defaultdict(dict)
        for cluster, cell in self.cells.items():
            for story, count in cell.items():
                pieces[story][cluster] = count
        found = []
        for story, parts in pieces.items():
            if len(parts) > 1:
                lost = sum(count * (1 - count / self.by_gold[story]) for count in parts.values())
                found.append((lost / len(self.gold), story, parts))
        return sorted(found, key=lambda row: (-row[0], row[1]))


def assigned(events):
    """Where each article is after a run of story events (values of wire.story-events, in order): {uri: story}."""
    at, into = {}, {}
    for event in events:
        action = event["action"]
        if action in ("opened", "joined", "updated", "released", "moved"):
            at[event["uri"]] = event["story_id"]
        elif action in ("retracted", "suspended"):
            at.pop(event["uri"], None)
        elif action == "merged":
            into[event["story_id"]] = event["merged_into"]

    def end_of(story):
        while story in into:
            story = into[story]
        return story
    return {uri: end_of(story) for uri, story in at.items()}
