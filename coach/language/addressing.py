"""How the listener is addressed, and where the greeting ends."""

from __future__ import annotations

from coach.language.firm_slots import AFTER_NAME
from coach.language.given_names import GIVEN_NAMES
from coach.language.sentences import Passage
from coach.language.vocabulary import FAMILIAR, FILLERS, FUNCTION_WORDS, GREETINGS, NAMES_TOO, TITLES, words
from coach.language.vocatives import MISTER, Vocatives

_FOR_THEM = frozenset(
    [
        ("message", "for"), ("calling", "for"), ("is", "for"), ("its", "for"), ("call", "for"), ("looking", "for"),
        ("speak", "with"), ("speak", "to"), ("speaking", "with"), ("speaking", "to"), ("talk", "to"),
        ("to", "reach"), ("trying", "for"), ("voicemail", "for"), ("ringing", "for"), ("phoning", "for"),
        ("im", "after"), ("goes", "to"), ("machine", "of"), ("here", "for"), ("calls", "for"), ("is", "it"),
        ("to", "get"), ("to", "find"), ("is", "this"), ("is", "that"), ("am", "after"),
    ]
)  # fmt: skip
_MISHEARD_HI = words("i high hay a")
"""What a recogniser writes for "hi" at the very start: "I Greg, it's ...", "High Hope, ..."."""
_GREETS_TOO = words(
    "allo whatsup wassup sup haan han ha habari selamat mabuhay magandang umaga hapon gabi petang pagi siang malam",
    "jioni asubuhi yall howzit wagwan bonjou buna sannu",
)
"""Greetings and openers that callers mix in from their other language, and "y'all"."""
_PEOPLE_TOO = words("will may")
_OPENING_CUES = words(
    "its this here from at hi hello hey good im my calling the it again",
)


class Addressing(Vocatives):
    """Adds the reading of the address."""

    def address(self) -> tuple[Passage | None, int]:
        """How the message opens, and where its body begins."""
        if not self.opening:
            return None, 0
        at, greeted, limit = 0, False, min(len(self.tokens), 14)
        while at < limit and self._greets(at):
            greeted = True
            at += 1
            if self.tokens[at - 1].stops:
                break
        if self.asked:
            return None, at
        if match := self._message_for(at):
            return match
        at = self._title_ahead(at, limit)
        titled = at < limit and self.tokens[at].plain in TITLES
        end = at
        if titled:
            end = at + 1
            while end < limit and not self.tokens[end - 1].ends and self._title_goes_on(end):
                end += 1
        if end < limit and not (titled and self.tokens[end - 1].ends and end > at):
            end = self._addressee(end, titled)
        named = end > at and not (titled and all(t.plain in TITLES for t in self.tokens[at:end]))
        if named and not titled and self._is_caller(at, end, greeted):
            return None, at
        if named and not titled and not greeted and self.cased and not self._set_apart(end):
            return None, at
        while end < limit and (self._greets(end) or self.tokens[end].plain in FAMILIAR):
            end += 1
        if not named:
            return None, max(end, at)
        self.take(0, end)
        return self.where(0, end), end

    def _title_ahead(self, at: int, limit: int) -> int:
        """Where a title stands behind a word or two that greet in another language: "Tena koe Mrs Tahana"."""
        for ahead in range(at, min(at + 4, limit - 1)):
            word = self.tokens[ahead].plain
            if word in TITLES - FAMILIAR | {"maam"} and self.nameable(ahead + 1) and not self.tokens[ahead].ends:
                return ahead
            if word in _OPENING_CUES | {"is", "am", "name", "and", "to", "for"} - {"at"}:
                break
        return at

    def _title_goes_on(self, at: int) -> bool:
        """ "Mr and Mrs", "Reverend Father"."""
        following = self.tokens[at + 1].plain if at + 1 < len(self.tokens) else ""
        return self.tokens[at].plain in TITLES or (self.tokens[at].plain == "and" and following in TITLES)

    def _set_apart(self, end: int) -> bool:
        """Whether a name that opens the message without a greeting ends at a pause, or before how messages go on."""
        if end >= len(self.tokens) or self.tokens[end - 1].ends or self.names.is_lead(self.tokens[end - 1].plain):
            return True
        return self.tokens[end].plain in _OPENING_CUES | GREETINGS | FAMILIAR

    def _greets(self, at: int) -> bool:
        token = self.tokens[at]
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if at == 0 and following and token.plain in _MISHEARD_HI and (following.cap or following.plain in GREETINGS):
            return True
        if at == 0 and token.plain in {"yeah", "oh", "ah", "well"}:
            return True
        if (
            at < 3
            and token.plain in {"yeah", "well", "oh", "okay", "ok", "yes", "ah", "so"}
            and (at + 1 < len(self.tokens) and self.tokens[at + 1].plain in GREETINGS | {"yeah", "well"})
        ):
            return True
        if token.plain in {"may", "o", "night", "day", "there", "all", "mena"} and at == 0:
            return False
        if (
            self.cased
            and at
            and token.cap
            and not self.starts[at]
            and token.plain in {"may", "dia", "ora", "sri", "good"}
        ):
            return token.plain in {"good", "sri", "ora"}
        if token.plain == "again" and at and following and following.cap and not token.ends:
            return True
        return token.plain in GREETINGS | _GREETS_TOO

    def _addressee(self, at: int, titled: bool) -> int:
        """Where the listener's name that begins at `at` ends."""
        end = self.run(at, 3)
        if not titled and self._names_a_firm(at):
            return at
        if not self.cased:
            end = self._uncased_addressee(at, end, titled)
        for cut in range(at + 1, end):
            if self.names.is_lead(self.plain(at, cut)) and self.names.rather_caller(self.tokens[cut].plain):
                return cut  # "Hi Jonas Priya, Notion": a recogniser leaves out commas
        while (
            end > at
            and end + 1 < len(self.tokens)
            and (self.tokens[end].plain == "and" or self.tokens[end - 1].ends)
            and self.tokens[end].plain in {"and", "mr", "mrs"}
        ):
            step = end + 1
            further = self.run(step + (self.tokens[step].plain in TITLES), 2)
            if further <= step:
                break
            end = further
        return end

    def _misheard_surname(self, at: int) -> int:
        """ "mister to share this is ...": a title wants a name, whatever words a recogniser wrote for it."""
        for end in range(at + 1, min(at + 4, len(self.tokens))):
            if self.tokens[end].plain in {"this", "its", "im", "my", "hi", "hello"}:
                return end
        return at

    def _names_a_firm(self, at: int) -> bool:
        """Whether the message opens with the firm: "Yeah hi, Dane Brothers Moving", "earl's engines this is earl"."""
        if at >= len(self.tokens):
            return False
        end = self.firm_end(at)
        following = self.plain(end, end + 2)
        alone = self.tokens[end - 1].ends or end == len(self.tokens) or following.split()[:1] == ["calling"]
        if end - at >= 2 and (alone or following == "this is"):
            return self.looks_like_firm(at, end) or (following == "this is" and self.owned(at))
        return False

    def _uncased_addressee(self, at: int, end: int, titled: bool) -> int:
        """Without capitals a listener's name is one word (after a title up to two) before a greeting or a cue."""
        if at >= len(self.tokens) or self.tokens[at].plain in FAMILIAR - {"all"}:
            return at
        ahead = [token.plain for token in self.tokens[at + 1 : at + 9]]
        greeted = at > 0 and self.tokens[at - 1].plain in GREETINGS | {"yeah"}
        word = self.tokens[at].plain
        asks = word in {"will", "may"} and ahead[:1] in (["you"], ["i"], ["we"])
        if titled or greeted:
            person = word not in (FUNCTION_WORDS | FILLERS | GREETINGS | {"hope", "po"}) - _PEOPLE_TOO and not asks
            if titled and not person and self.tokens[at - 1].plain in MISTER and not self.cased:
                return self._misheard_surname(at)
            if titled and ahead[1:2] and ahead[1] in {"here", "from", "at", "calling"} and not self.cased:
                return at + 1  # "mrs pryce ngozi here"
            if titled and end - at >= 2 and ahead[0] not in _OPENING_CUES:
                return at + 2
            return at + 1 if person else at
        if word in NAMES_TOO and ahead[:1] and ahead[0] in _OPENING_CUES - {"the", "at", "it"}:
            return at + 1
        if word in GIVEN_NAMES and ahead and ahead[0] in GIVEN_NAMES:
            return at + 1  # "gus ruth anne ive got your tasting down": the listener and the caller
        return at + 1 if end > at and _OPENING_CUES & set(ahead) else at

    def _is_caller(self, at: int, end: int, greeted: bool) -> bool:
        """Whether the first name of the message is the caller's own: "Hello. Jack Bowyer. The yew ..."."""
        following = self.tokens[end].plain if end < len(self.tokens) else ""
        said = self.plain(at, end)
        if self.names.is_lead(said):
            return False
        if following in (AFTER_NAME - {"again"}) | {"this"} and not self.tokens[end - 1].ends:
            return following != "this" or self.plain(end, end + 2) == "this side"
        if following in {"from", "with", "at", "of"} and not self.tokens[end - 1].ends:
            return True
        if self.names.is_caller(said):
            return True
        if self.plain(end, end + 3) == "is my name":
            return True
        introduced = self.looks_like_firm(end, self.set_off(end))
        if introduced and at > 0 and self.tokens[at - 1].ends and end - at >= 2:
            return True
        if not self.cased or end - at < 2 or following in {"this", "its", "it", "im", "my"}:
            return False
        stopped = at > 0 and self.tokens[at - 1].stops and self.tokens[end - 1].ends
        return stopped or (self.tokens[end - 1].stops and (not greeted or self.tokens[at - 1].ends))

    def _message_for(self, greeted: int) -> tuple[Passage, int] | None:
        """ "This is a message for Yuki"; the body begins behind the greeting where the caller comes before it."""
        plains = [token.plain for token in self.tokens[:24]]
        for at in range(len(plains) - 2):
            pair = (plains[at], plains[at + 1])
            if (
                (pair in _FOR_THEM or (pair[1] == "for" and plains[at + 2] in MISTER))
                and (pair[0] == "message" or at < 12)
                and plains[at + 2] not in {"you", "your", "the"}
            ):
                first = at + 2
                end = first + (plains[first] in TITLES)
                end = max(self.run(end, 3 if self.cased else 1), end)
                if plains[at] != "message" and not self.tokens[first].cap and plains[first] not in MISTER:
                    continue
                if end > first and not (end - first == 1 and plains[first] in TITLES):
                    begin = at - 3 if plains[max(0, at - 3) : at] == ["this", "is", "a"] else at
                    begin -= begin == at and at > 0 and plains[at - 1] in {"this", "it"}
                    self.take(begin, end)
                    introduced = begin > greeted + 1 and any(token.cap for token in self.tokens[greeted:begin])
                    return self.where(begin, end), greeted if introduced else end
        return None
