#!/usr/bin/env python3
"""What the words of a practice may be. A tag in a practice (`tag: eyes-open anchor`) claims that its step
says something; here stands how that is recognised, and what no practice says. Run by itself, it tests
these rules."""
import re
import sys
import unittest

import unittests

# What somebody can rest with, other than the breath, and the little words of a list of such things.
PLACE = r"(?:hands?|palms?|fingers|feet|seat|chair|bed|floor|back|sounds?)"
LIST = r"(?:[\s:,]|\b(?:your|the|a|any|or|and|breath|there|are|you|have|steady)\b)*"
WHOLE = r"(?:practice|sitting|walk|pause)"

# tag: what its step says, and the patterns of which a sentence has to match one.
TAGS = {
    "eyes-open": ("that the eyes may be open", [
        r"\beyes (?:(?:can|may|might|could|are|be|stay|welcome|to) )*open\b",
        r"\bopen (?:your )?eyes\b",
        r"\bif your eyes (?:are|were) (?:shut|closed), they (?:can|may|might|could) open\b",
    ]),
    "anchor": ("another place to rest than the breath, such as hands, feet, seat or sounds", [
        rf"\b(?:stay|rest|be) with{LIST}\b{PLACE}\b",
        rf"\b(?:choose|to choose from|come (?:back|home) to|return to|to rest with|go to){LIST}\b{PLACE}\b",
        rf"\bthere (?:is|are) your{LIST}\b{PLACE}\b",
        rf"\bit can be{LIST}\b{PLACE}\b",
        rf"\bfeel where{LIST}\b{PLACE}{LIST}(?:\b{PLACE}\b)? are\b",
        rf"\b{PLACE} (?:can|may) (?:be (?:it|your company)|take your weight|keep you company)\b",
        rf"\b{PLACE} (?:(?:can|may) be|are) (?:the place to come back to|where you can be|company enough)\b",
        rf"\bor (?:push|press) your {PLACE} against the {PLACE}\b",  # a contact, as one of two
    ]),
    "stopping": ("that it is fine to stop at any time", [
        r"\byou (?:can|may) (?:also )?stop (?:this )?(?:at any time|whenever you like)\b",
    ]),
    "end": ("that the practice ends here", [
        rf"\b{WHOLE} (?:ends\b|(?:comes|has come) to (?:its|an) end\b|is at its end\b)",
        rf"\b(?:this|that|here) is the end of (?:the|this) {WHOLE}\b",
        rf"\b{WHOLE}, and it ends here\b",
        r"\bthis is the end(?:[,.]|$)",
    ]),
}
# Just before a match, these turn it into something else: "Don't open your eyes", "Before the practice ends".
TURNED = r"\b(?:don't|do not|not|never|needn't|can't|cannot|before|until|when|once|if|without) (?:\w+ ){0,2}$"

# What no practice says, and what to say in its place.
NEVER = [
    (r"\bshould(?:n't)?\b", "says 'should'", "offer a choice: 'you might', 'if you like'"),
    (r"\b(?:must(?:n't)?|ought)\b", "says 'must' or 'ought'", "offer a choice: 'you might', 'if you like'"),
    (r"\b(?:we|we're|we'll|we've|let's|us|our)\b", "says 'we'", "speak to the listener: 'you might'"),
    (r"\bjust relax\b", "says 'just relax'", "name one thing that can be done or left"),
    (r"\bh[eo]ld(?:ing|s)? (?:\w+ ){0,3}breath\b|\bbreath\b[^.?!]*\bh[eo]ld\b", "has a held breath",
     "let the breath go its own way"),
]
FEWEST, MOST = 6, 18  # words in a sentence

# Sentences that may be shorter or longer, each with the reason.
EXCEPTIONS = {}


def sentences(text):
    return re.split(r"(?<=[.!?…])\s+", " ".join(text.split()))


def offers(sentence, pattern):
    return any(not re.search(TURNED, sentence[:match.start()]) for match in re.finditer(pattern, sentence))


def says(tag, text):
    """Whether a text says what the tag claims."""
    plain = text.lower().replace("’", "'")
    return any(offers(sentence, pattern) for sentence in sentences(plain) for pattern in TAGS[tag][1])


def mistakes(text):
    """What is wrong with a spoken text: pairs of what it is and what to do."""
    plain = text.lower().replace("’", "'")
    yield from ((what, todo) for pattern, what, todo in NEVER if re.search(pattern, plain))
    for sentence in sentences(text):
        count = len(sentence.split())
        if not FEWEST <= count <= MOST and sentence not in EXCEPTIONS:
            yield (f"has a sentence of {count} words ('{sentence}')",
                   f"make it {FEWEST} to {MOST}, or give a reason in EXCEPTIONS of tests/wording.py")


class Tags(unittest.TestCase):
    def check(self, tag, yes, no):
        for text in yes:
            self.assertTrue(says(tag, text), f"{tag} refuses: {text}")
        for text in no:
            self.assertFalse(says(tag, text), f"{tag} accepts: {text}")

    def test_eyes_open_is_an_offer_to_have_them_open(self):
        self.check("eyes-open", [
            "Your eyes can stay open the whole time.", "You may keep your eyes open throughout.",
            "It goes well with open eyes.", "If your eyes were shut, they can open, and wander.",
            "If it becomes too much, open your eyes wide.",
            "Your eyes are welcome to stay open, or look down.",
            "Here you sit with your eyes open.", "You choose whether your eyes are open or shut.",
        ], [
            "Your eyes can fall shut.", "Let your eyes rest, and open your hands.",
            "Open the window, if you like.",
            "Don't open your eyes.", "There is no need to look, so never open your eyes.",
            "If your eyes are open, let them close.", "Your eyes can stay shut, and your hands open.",
        ])

    def test_an_anchor_is_another_place_than_the_breath(self):
        self.check("anchor", [
            "There are three to choose from: your breath, your hands, or the sounds around you.",
            "It helps to have somewhere to come back to: your hands, the seat, or sounds.",
            "Between the wishes you can rest with your hands, your seat, or any sound.",
            "Your feet, your hands or the seat can be the place to come back to.",
            "Whenever you lose the thread, there are your hands, or your feet on the floor.",
            "Feel where your feet or your hands are, and what is holding you up.",
            "Push both feet into the floor, and let go. Or push your hands against the seat.",
            "Your feet are the place to come back to, or else your hands.",
            "For a place to return to, there are your feet, the seat, or a steady sound.",
        ], [
            "Follow the breath as it comes and goes.", "Come back to your breath, and let your hands rest.",
            "Rub your palms together once more.",
            "Push both feet into the floor, and let go.", "Or press your hands together three times.",
            "Let your back be upright, and your feet flat.",
            "There is a sound somewhere far away.", "Choose a place where your back is warm.",
            "Stay with your breath for a while.", "You need not stay with what your hands are doing.",
        ])

    def test_stopping_is_at_any_time_and_allowed(self):
        self.check("stopping", [
            "You can stop at any time, for any reason or for none.", "You may stop whenever you like.",
            "A line first, and you can also stop at any time.", "You can stop this at any time, and rest.",
        ], [
            "You can't stop at any time.", "The sound may stop at any time.", "You can stop after this part.",
            "You can start at any time.", "Stop now, and look around.",
        ])

    def test_an_end_is_that_of_the_practice_and_now(self):
        self.check("end", [
            "This is the end of the practice.", "The practice ends here, where you are.",
            "With that, the practice comes to its end.", "That was the practice, and it ends here.",
            "The sitting ends here, with the bell.", "This is where the pause ends.",
            "This is the end, and a bell may follow.",
        ], [
            "The quiet ends here.", "Before the practice ends, look around.", "This is the end of the quiet.",
            "Each breath comes to its end.", "The practice has no end in mind.", "You can end the practice.",
            "Stay until the practice ends.",
        ])


class Words(unittest.TestCase):
    GOOD = ["You might rest your hands now, wherever they are.",
            "The shoulders may drop, if that is pleasant."]
    BAD = ["You should feel your hands now, please.", "You must feel your hands now, please.",
           "Now we come back to the room.", "Let's come back to the room now.",
           "For a moment, just relax your hands.",
           "Hold your breath for a moment now.", "Let the breath be held for a moment.",
           "Far too short this is.", " ".join(["word"] * 18) + " word."]

    def test_what_is_well_said_passes(self):
        for text in self.GOOD:
            self.assertEqual(list(mistakes(text)), [], text)

    def test_each_fault_is_found_and_told_once(self):
        for text in self.BAD:
            self.assertEqual(len(list(mistakes(text))), 1, text)

    def test_words_that_only_look_alike_pass(self):
        for text in ["The shoulder may drop, and so may the other.", "There is mustard on a kitchen table.",
                     "Hold the cup for a while, and breathe.", "Let the weight of your hands rest."]:
            self.assertEqual(list(mistakes(text)), [], text)

    def test_each_sentence_of_a_text_is_looked_at(self):
        self.assertEqual(len(list(mistakes("Too short. You might look around the room. Also too short."))), 2)


if __name__ == "__main__":
    sys.exit(unittests.run("wording"))
