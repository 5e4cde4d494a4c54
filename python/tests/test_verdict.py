"""A verdict reads as a sentence, and shows itself in a notebook without trusting any text."""

from __future__ import annotations

import dataclasses
import unittest

from gan_diversity import Verdict
from gan_diversity.notebook import link_html, verdict_html

STATE = {
    "status": "warning",
    "title": "Warning",
    "sentence": "Something <script>alert(1)</script> & more.",
    "since": "<b>",
    "confidence": "medium",
    "remedy": '"try" <i>this</i>',
    "shouldStop": False,
    "received": 20,
    "judged": 10,
    "waiting": None,
    "figures": {"modes": 3.5, "alike": None},
    "course": [{"step": step, "label": f"<{step}>", "modes": None, "alike": 0.12345} for step in range(30)],
}


class Verdicts(unittest.TestCase):
    def test_it_holds_what_the_tool_said(self) -> None:
        verdict = Verdict.of_state(STATE)
        self.assertEqual((verdict.step, verdict.judged, verdict.should_stop), (20, 10, False))
        self.assertEqual(verdict.figures, {"modes": 3.5, "alike": None})
        self.assertEqual(verdict.waiting, "")
        with self.assertRaises(dataclasses.FrozenInstanceError):
            verdict.status = "healthy"  # type: ignore[misc]

    def test_a_state_without_a_verdict_says_what_it_waits_for(self) -> None:
        self.assertEqual(str(Verdict.of_state({"waiting": "Too few."})), "Waiting: Too few.")
        self.assertEqual(str(Verdict.of_state({})), "Waiting: Nothing was judged yet.")

    def test_only_true_stops_a_training(self) -> None:
        for told in (None, "false", 1, "yes"):
            self.assertFalse(Verdict.of_state({"shouldStop": told}).should_stop)
        self.assertTrue(Verdict.of_state({"shouldStop": True}).should_stop)

    def test_every_text_is_escaped(self) -> None:
        shown = verdict_html(Verdict.of_state(STATE), '<img src=x onerror="a">')
        for text in ("<script", "<b>", "<i>", "<img", "<29>", 'onerror="'):
            self.assertNotIn(text, shown)
        for text in ("&lt;script&gt;", "&amp; more", "&lt;29&gt;", "0.123"):
            self.assertIn(text, shown)
        self.assertNotIn("&lt;3&gt;", shown)

    def test_only_addresses_of_the_web_are_links(self) -> None:
        self.assertEqual(link_html("javascript:alert(1)"), "")
        self.assertIn('href="http://a/&quot;b"', link_html('http://a/"b'))


if __name__ == "__main__":
    unittest.main()
