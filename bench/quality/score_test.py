#!/usr/bin/env python3
"""Tests of score.py: every expected figure is worked out by hand beside it."""
import unittest

from score import Clusters, assigned


class Scores(unittest.TestCase):
    # Gold: A = a1 a2 a3, B = b1 b2. Found: x = a1 a2 b1, y = a3 b2.
    gold = {"a1": ("A", "A"), "a2": ("A", "A"), "a3": ("A", "A"), "b1": ("B", "B"), "b2": ("B", "B")}
    got = {"a1": "x", "a2": "x", "b1": "x", "a3": "y", "b2": "y"}

    def test_b_cubed(self):
        score = Clusters(self.gold, self.got).score()
        # P: a1 2/3, a2 2/3, b1 1/3, a3 1/2, b2 1/2 = 8/3; R: a1 2/3, a2 2/3, a3 1/3, b1 1/2, b2 1/2 = 8/3; over 5.
        self.assertAlmostEqual(score.b3_p, 8 / 15)
        self.assertAlmostEqual(score.b3_r, 8 / 15)
        self.assertAlmostEqual(score.b3_f, 8 / 15)

    def test_pairs(self):
        score = Clusters(self.gold, self.got).score()
        # Together: a1a2 right; a1b1 a2b1 a3b2 wrong: P 1/4. In gold: a1a2 a1a3 a2a3 b1b2: R 1/4.
        self.assertAlmostEqual(score.pair_p, 1 / 4)
        self.assertAlmostEqual(score.pair_r, 1 / 4)

    def test_part(self):
        score = Clusters(self.gold, self.got).score(["b1", "b2"])
        self.assertEqual(score.articles, 2)
        self.assertAlmostEqual(score.b3_p, (1 / 3 + 1 / 2) / 2)
        self.assertAlmostEqual(score.b3_r, 1 / 2)
        self.assertAlmostEqual(score.pair_p, 0.0)

    def test_perfect_and_alone(self):
        perfect = Clusters(self.gold, {uri: story for uri, (story, _) in self.gold.items()})
        self.assertEqual(perfect.score()[1:], (1.0, 1.0, 1.0, 1.0))
        self.assertEqual((perfect.merged(), perfect.torn()), ([], []))
        alone = Clusters(self.gold, {})
        # Unassigned is a story of its own: P 1; R = (3 · 1/3 + 2 · 1/2) / 5.
        self.assertEqual(alone.unassigned, 5)
        self.assertAlmostEqual(alone.score().b3_p, 1.0)
        self.assertAlmostEqual(alone.score().b3_r, 2 / 5)
        self.assertEqual(Clusters(self.gold, self.got).score([]).articles, 0)

    def test_one_topic_is_not_wrong(self):
        gold = {"a": ("A", "T"), "b": ("B", "T"), "c": ("C", "C")}
        score = Clusters(gold, {"a": "x", "b": "x", "c": "x"}).score()
        # a with b is ignored, a and b with c are wrong: P = (1/2 + 1/2 + 1/3) / 3, pairs 0 of 2.
        self.assertAlmostEqual(score.b3_p, 4 / 9)
        self.assertAlmostEqual(score.pair_p, 0.0)
        self.assertAlmostEqual(score.b3_r, 1.0)

    def test_confusions_add_up_to_what_is_lost(self):
        clusters = Clusters(self.gold, self.got)
        merged, torn = clusters.merged(), clusters.torn()
        # x: a1 1/3, a2 1/3, b1 2/3 = 4/3; y: 1/2 + 1/2 = 1. A: 1/3 + 1/3 + 2/3 = 4/3; B: 1.
        self.assertEqual([(row[1], row[2]) for row in merged], [("x", {"A": 2, "B": 1}), ("y", {"A": 1, "B": 1})])
        self.assertAlmostEqual(merged[0][0], 4 / 15)
        self.assertEqual([(row[1], row[2]) for row in torn], [("A", {"x": 2, "y": 1}), ("B", {"x": 1, "y": 1})])
        self.assertAlmostEqual(sum(row[0] for row in merged), 1 - clusters.score().b3_p)
        self.assertAlmostEqual(sum(row[0] for row in torn), 1 - clusters.score().b3_r)


class Events(unittest.TestCase):
    def test_last_place_counts(self):
        def event(action, story, uri=None, **more):
            return dict(action=action, story_id=story, uri=uri, **more)
        at = assigned([event("opened", "1", "a"), event("joined", "1", "b"), event("opened", "2", "c"), event("opened", "3", "d"),
                       event("merged", "1", merged_into="2"), event("merged", "2", merged_into="3"), event("ignored", "1", "a"),
                       event("split", "4", split_from="3"), event("moved", "4", "b", moved_from="3"), event("retracted", "3", "d"),
                       event("held", None, "e"), event("closed", "3")])
        self.assertEqual(at, {"a": "3", "b": "4", "c": "3"})


if __name__ == "__main__":
    unittest.main()
