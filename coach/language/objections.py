"""What a prospect declines or doubts: price, need, trust, or that they have somebody already."""

from __future__ import annotations

import re

from coach.language.bad_moment import raises_bad_moment
from coach.language.patterns import any_of
from coach.language.pitches import asks_a_price, names_a_price
from coach.language.sentences import Passage
from coach.language.wording_model import Judge

_OBJECTION = re.compile(
    r"\b(?:were good(?: thanks?| thank you)$|(?:about |almost |nearly )?(?:double|twice|triple) (?:our|my|the|what)"
    r"|an? (?:bit|little|touch|tad) (?:rich|much|steep|high|strong)"
    r"|(?:a|an|our|my) \w+ (?:that )?(?:we|i) (?:like|love|trust)|dont see (?:us|me|myself|ourselves|it|that) \w+ing"
    r"|timing (?:isnt|is not|is all|is|s) (?:not )?(?:right|great|good|wrong|off)"
    r"|budgets? (?:is|are|s|has been) (?:tight|gone|frozen|spent|set|cut)"
    r"|(?:not|never|hardly|cant say im) (?:much of |really |exactly )?(?:a (?:big |huge )?fan|fond of|wild about"
    r"|sold on|crazy about)"
    r"|(?:burned|burnt|stung|let) us(?: down)?\b|handle (?:it|that|this|all that) (?:internally|ourselves))\b"
    r"|\b(?:(?:were|we are|im|i am|were pretty|im pretty) (?:all set|good (?:for now|as we are)|covered|sorted"
    r"|taken care of|locked in(?:to)?|under contract|tied in(?:to)?|committed)"
    r"|(?:in|under|locked into|tied into) (?:a |an )?(?:\w+ )?contract\b"
    r"|no budget|(?:not|isnt|nothing) in the budget|(?:not|isnt|hardly) (?:really )?a priority"
    r"|(?:well|ill|were going to|going to|have to) pass\b|rather not"
    r"|out of (?:our|my) (?:range|budget|league)|way over\b|(?:do|handle|run) (?:it|that|this|all that"
    r"|everything) (?:in house|internally|ourselves)"
    r"|in house (?:team|people|already)|tried (?:that|it|one|this|something like) (?:before|once|already|last)"
    r"|been (?:burned|burnt|bitten)|got burned|bad experience|had (?:trouble|problems) with you"
    r"|(?:dont|cant|not) (?:really )?(?:see|get|justify) (?:the |any |much )?(?:value|point|benefit|need|return|roi)"
    r"|double what|twice (?:what|as much|the)|a third more|(?:already|currently) (?:have|got|use|work with) (?:a|an"
    r"|somebody|someone|another)"
    r"|have (?:a|another|our) (?:vendor|supplier|provider|partner|broker|agency|guy|man|woman|firm|lawyer"
    r"|company) (?:for that|already|we)"
    r"|your competitor|(?:two|three|four|other) (?:other )?quotes|sounds like a lot of (?:work|hassle)"
    r"|skeptical|sceptical|hard sell|sales ?pitch|(?:not|never|no longer|arent|aint|wasnt) (?:really |that "
    r"|all that |even )?interested"
    r"|no interest|(?:i|we|id|wed) (?:really |just |honestly )?(?:dont|do not|didnt|wont) (?:really |even "
    r"|actually |know that i |know that we |know if i )*(?:(?:want|need) (?:it|this|that|any\w*|one|them|your|a \w+"
    r"|an \w+|you (?:coming|to)|to (?:do|buy|sign|pay|go|change|switch|commit|move|spend|be sold)|\w+s)\b|want to$"
    r"|trust|believe (?:in|that|you|it)|see (?:why|the point|the need|how it)|borrow|want (?:no|their|his|your)\b"
    r"|do (?:loans|that|business over|contracts)|have (?:that kind of |the |any )?(?:money|budget))"
    r"|i said (?:no|i dont|not)\b|(?:dont think|not sure) (?:im|i am|we(?:re| are)) interested"
    r"|(?:wouldnt|wont|not going to|not looking to|not planning to|aint looking to) (?:really )?(?:shift|change"
    r"|switch|leave|move|buy|sign|sell|pay)"
    r"|(?:im|we(?:re| are)|i am|i) (?:not|aint) (?:pay|buy|sign|su|sell|do|giv)in\w*"
    r"|(?:too|very|awful(?:ly)?|pretty|kind of|kinda|bit|really|quite|so|is|its|thats|sounds?|being"
    r"|that) (?:\w+ )?(?:expensive|pricey|steep|spendy|dear|costly|cheeky)\b"
    r"|expensive\b|(?<!order )(?<!work )(?<!worry )(?<!do )(?:too (?:much|high|rich|heavy)"
    r"|so much money)\b(?! (?:for (?:him|her) to|trouble))"
    r"|on the (?:high|dear|steep) side|(?:thats|its|it is|that is) (?:a lot|plenty|an awful lot|a fair bit|a chunk"
    r"|a good bit|big money|robbery|daylight|a fortune)\b"
    r"|(?:thats|its|it is|sounds like) (?:a )?lot (?:of money|for \w+)"
    r"|more than (?:i|we) (?:was|were|wanted|thought|expected|planned|budget\w*|pay|had|have|can)"
    r"|(?:cheaper|for less|for free|for nothing|half the price|lower than)\b"
    r"|(?:the |my |our )?(?:other|last|another|second|first) (?:man|one|fella|fellow|guy|lady|woman|place|people"
    r"|company|lot|firm|quote|joker|crowd|lawyer|agent|dealer|outfit)\b.{0,40}\b(?:said|says|charge\w*|want\w*"
    r"|quot\w*|sold|told|was|does it)"
    r"|(?:send|email|text|mail|drop) me (?:an |some |a |the )?(?:e ?mail|details|info|information|something|text"
    r"|brochure|link)"
    r"|over (?:what|our|my|the) (?:wed|we|budget|i|id)|over budget|(?:cant|cannot|couldnt) (?:really "
    r"|just )?(?:afford|pay|justify)"
    r"|(?:happy|all right|sorted|content|satisfied|good) (?:with|where) (?:what|who|the|my|our|we|i|that|them|him"
    r"|her)"
    r"|(?:already|weve|ive) (?:have |got |using |signed |gone |went )(?:someone|somebody|one|with|a (?:guy|man"
    r"|lawyer|broker|company|supplier|agent))"
    r"|(?:i|we) (?:can|could|would) (?:just |always |sooner |rather )?(?:do|go|get|buy|use|sell|rent|find) (?:it "
    r"|that |one |this |them )?(?:myself|ourselves|online|direct|straight|on my own|at home|elsewhere)"
    r"|not (?:for (?:me|us)|sure (?:about paying|we need|its worth|i need|that i|i want)|convinced|going to (?:pay"
    r"|sign|buy)|putting|paying|signing|buying|going ahead|doing (?:it|that)|keen|after (?:a|any)|for (?:changing"
    r"|switching))"
    r"|dont think (?:its (?:for|worth|right)|id (?:need|use)|we(?:d)? need|i(?:d)? need|that(?:s|ll))"
    r"|(?:its|thats|this is|sounds like) (?:all )?(?:a |just a |another )?(?:scam|rip off|ripoff|con|waste|gimmick"
    r"|racket|nonsense)"
    r"|rip ?off|scam\w*|(?:bunch|pack|load) of \w+|go bust|whats the catch"
    r"|sounds too good|heard (?:bad|stories)|you (?:people|lot|guys) (?:are|all|just|always|get|only|will)"
    r"|(?:any|all) of you (?:people|lot)|want to go ahead with|think(?:ing)? (?:it over|on it|about whether)"
    r"|want to think (?:on|about|it)|stick with|staying with|stay with"
    r"|my (?:\w+ )?(?:cousin|nephew|brother|mate|friend|son|uncle|sister|daughter|neighbo\w+|bank|husband|wife"
    r"|pastor|dad|mom|mum)\b.{0,30}\b(?:does it|did it|did (?:his|hers|theirs)|do it|could do it|went straight"
    r"|for (?:free|nothing|less|a carton)|cheaper|said (?:not to|i shouldnt|its a)|says (?:not to|i shouldnt|its a)"
    r"|got (?:it|his|hers) for|thinks its|lost)\b"
    r"|why (?:should|would) i (?:pay|use|buy|sign|trust|switch|need)"
    r"|let me think about it|i need to think|no thanks?\b(?! for)|leave it$"
    r"|(?:please )?(?:dont|stop) call(?:ing)? (?:me )?(?:again|here|anymore)"
    r"|dont send anybody|decided against|changed (?:my|our) mind|going with (?:someone|somebody|another))"
)

_NUMBER_WORD = any_of(
    r"\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen",
    r"eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half",
    r"dollar|percent",
)

_RIVAL = any_of(
    r"the (?:last|other|first)|other (?:one|place|man)|they|he|she|place|joker|bank|union|shop|guy",
    r"man|fella|sister|cousin|brother|nephew|friend|mate|neighbou?r|before|paid|pays|pay|paying|charges?",
    r"charged|charging|quoted|was|used to|only|\w+ (?:said|says|does|is|want|wants|wanted)",
)

_NOT_AN_OBJECTION = re.compile(r"\b(?:dont (?:mind|worry)|want to (?:know|hear|lose)|what does it cost)\b")

_HAS_ALREADY = any_of(
    r"(?:we|i)(?:ve| have|re| are| do)? (?:already |actually |still |now )*(?:got|have|use|using|work with"
    r"|working with|deal with|go through|with|on) (?:\w+ ){0,3}(?:already|for (?:that|this|it|years|ages|now)"
    r"|(?:and|who|which|that) (?:\w+ ){0,2}(?:happy|fine|works|work|does|do|good|like|love|looks? after|takes? care"
    r"|handles?))",
    r"(?:we|i)(?:ve| have| re| are)? (?:already )?(?:got|have) (?:someone|somebody|people|cleaners|one"
    r"|an? \w+)(?: (?:thanks|thank you|for that|already))$",
    r"(?:happy|satisfied|content|fine|comfortable|pleased|good|stick|sticking|stay|staying) (?:enough )?(?:with"
    r"|as (?:we|i)|the way)",
)

_DECLINES = re.compile(
    r"\b(?:(?:we|i) (?:really |just |generally |usually |honestly )*(?:dont|do not|never|wont|would never|wouldnt"
    r"|cant|couldnt|cannot) (?:\w+ ){0,2}?(?:work with|deal with|use|do business|buy|take|need|want|see (?:us|me"
    r"|ourselves|myself|it|that|the|why|how|any)|think (?:i|we|its|it|this|thats|that|so)\b|justify|switch|change"
    r"|commit|afford|stretch|run to|do (?:that|this|it))\b"
    r"|(?:not|isnt|arent|hardly|never) (?:\w+ ){0,2}?(?:in a (?:hurry|rush|position)|for (?:us|me)|looking"
    r"|in the market|ready|planning|interested|something (?:we|i)|a good fit|the right fit|worth|what (?:we|i)"
    r"|on the cards|a priority)\b"
    r"|(?:no|not any) (?:part|interest|need|use|reason|intention|appetite|plans?|call) (?:of|in|for|to)\b"
    r"|no thank you|no thanks|any part of (?:that|this|it)|(?:well|ill|we will|i will|rather|going to|prefer to"
    r"|have to|want to|think we|think ill) (?:just )?(?:wait|hold off|leave it|pass|stay put|sleep on|sit tight"
    r"|manage|think (?:about|on|it))\b"
    r"|(?:(?:wont|wouldnt|would never|isnt going to|not going to|will never) (?:\w+ )?(?:wear|approve|go for|allow"
    r"|sign off|agree|like|have) (?:it|that|this)?)\b"
    r"|(?:take|took|taking) me off)"
)

_PUSHES_BACK = any_of(
    r"(?:seen|found|get|getting|got|offered|quoted) (?:\w+ ){0,8}?(?:less|cheaper)\b(?! than an)",
    r"(?:grand|hundred|thousand|fifty|\d+|bit|lot) (?:less|cheaper)\b",
    r"(?:ive|weve|im after|were after|i|we) (?:just |already |actually |since )*(?:book|sign|gone|went|hir|chos"
    r"|pick|found|settl|order|bought|arrang)\w* (?:\w+ ){0,2}?(?:with (?!you)|somebody|someone|another|elsewhere"
    r"|a (?:crowd|firm|place|company|guy|man|woman|lady|fella|local))\b",
    r"(?:too|so|very|rather|pretty|quite|really|bit|little|awfully|terribly|crazy|just|is|are|the|seems?|looks?"
    r"|sounds?) (?:\w+ )?(?:costly|pricey|pricy|pricier|priciest|dear|dearer|dearest|expensive|steep|steepest"
    r"|costliest|overpriced|much money)\b",
    r"out of (?:our|my|the) (?:reach|range|league|budget|price range)|out of reach",
    r"(?:nearly|almost|about|over|more than|at least|easily)? ?(?:double|twice|triple|three times) (?:what|the|our"
    r"|my|that|as much)",
    r"(?:watch|count|pinch)\w* (?:the |our |my |every )?(?:pennies|pounds|cents|dollars|spending)",
    r"(?:money|cash|things|budget)s? (?:is|are|s) (?:very |really |a bit |so |pretty )*(?:tight|short|stretched)",
    r"(?:got|get|gets|paid|pays|bought|does|do|offers?|charges?|quoted) (?:\w+ ){0,4}?(?:for less|cheaper|for half"
    r"|for nothing|for free)",
    r"(?:last|other|previous|old|first) (?:one|lot|company|people|firm|agency|crowd|supplier|guy"
    r"|time)s? (?:\w+ ){0,3}?(?:let|sent|left|took|never|didnt|ruined|messed|lied|ripped|disappeared|promised"
    r"|cheated|couldnt)",
    r"(?:heard|read|seen) (?:\w+ ){0,3}?(?:bad|terrible|awful|mixed|horror|complaints)|whats in it for you",
    r"how do i know",
)


_BUSINESS_REASONS = any_of(
    r"(?:renewed|extended|re ?signed) (?:\w+ )?(?:with|it|for|our|the)",
    r"budgets? (?:\w+ ){0,4}?(?:allocated|spent|gone|frozen|cut|locked|closed|used up|tight)|not budgeted",
    r"(?:dont|do not) have (?:the |any )?(?:authority|budget|capacity|bandwidth|resources|headcount|appetite)",
    r"above my pay grade|not my (?:call|decision)",
    r"(?:built|wrote|developed|made) (?:\w+ ){0,3}?(?:in ?house|ourselves|our own|internally)",
    r"not (?:\w+ ){0,2}?on (?:our|my|the) (?:roadmap|radar|list|agenda)",
    r"(?:didnt|did not|never) (?:really |exactly )?(?:go well|work out|deliver|pan out|end well)",
    r"send me (?:a|an|your|the|some) (?:deck|one pager|pdf|catalog\w*|price list|presentation"
    r"|overview|summary|write ?up)",
    r"(?:id|wed|i would|we would) (?:much |far |really )?(?:rather|sooner|prefer to) (?:not|keep|stay|stick"
    r"|handle|wait|hold)",
    r"(?:above|beyond|over|more than) what (?:i|we)",
    r"(?:hard|tough|difficult) (?:time )?(?:to )?(?:justify\w*|defend)",
    r"(?:dont|do not|never|cant say i|hardly) (?:\w+ )?trust",
    r"(?:cant|cannot|couldnt) (?:carry|absorb|bear|swallow|take on)",
    r"all (?:sound|say|promise) the same|heard (?:it|that|this) (?:all )?before",
)
"""Why a company does not buy: money, say, plans, what it has built, what went wrong before."""


def objects(plain: str) -> re.Match[str] | None:
    """The words by which the prospect declines or pushes back; a refused date or a bad moment is not one."""
    match = (
        _OBJECTION.search(plain)
        or _DECLINES.search(plain)
        or _HAS_ALREADY.search(plain)
        or _PUSHES_BACK.search(plain)
        or _BUSINESS_REASONS.search(plain)
    )
    if match is None or _NOT_AN_OBJECTION.search(plain[max(0, match.start() - 10) : match.end() + 10]):
        return None
    return match


def names_a_number(plain: str) -> bool:
    return _NUMBER_WORD.search(plain) is not None


def holds_another_price_against(plain: str, priced: str) -> re.Match[str] | None:
    """After a price (`priced`): a number of somebody else's, "Delta do it for nine hundred"."""
    told = set(_NUMBER_WORD.findall(priced))
    if not set(_NUMBER_WORD.findall(plain)) - told:
        return None
    return _RIVAL.search(plain)


def raised(
    turns: tuple[Passage, ...],
    rep: tuple[Passage, ...],
    prospect: tuple[Passage, ...],
    asked_about_them: frozenset[int],
    judge: Judge,
) -> tuple[Passage, ...]:
    """The prospect's sentences that decline or push back; a bad moment is none.

    `asked_about_them` are the turns in which the rep asked about the prospect: what comes right after is an answer, and
    a problem told in an answer sounds much like an objection; the model alone does not decide there.
    """
    judge.prepare(s.text for s in prospect if len(s.words) >= SHORTEST and s.turn - 1 not in asked_about_them)
    return tuple(
        s
        for s in prospect
        if not raises_bad_moment(s.plain) and _is_raised(s, turns, rep, s.turn - 1 in asked_about_them, judge)
    )


def _is_raised(
    sentence: Passage, turns: tuple[Passage, ...], rep: tuple[Passage, ...], answers: bool, judge: Judge
) -> bool:
    asks = sentence.text.endswith("?")
    seen = not asks and (objects(sentence.plain) is not None or _compares(sentence, turns, rep))
    if not seen and (answers or len(sentence.words) < SHORTEST):
        return False
    return judge.label("objections", sentence.text, "objection" if seen else "no") == "objection"


SHORTEST = 3
"""Fewest words of an objection that only the model takes for one."""


def _compares(sentence: Passage, turns: tuple[Passage, ...], rep: tuple[Passage, ...]) -> bool:
    """Right after a price, the prospect names another one."""
    if not names_a_number(sentence.plain):
        return False
    recent = [s for s in rep if 0 < sentence.turn - s.turn <= PRICE_REMEMBERED]
    priced = [s for s in recent if names_a_price(s.plain) or (s.turn and asks_a_price(turns[s.turn - 1].plain))]
    if not priced:
        return False
    return holds_another_price_against(sentence.plain, " ".join(s.plain for s in priced)) is not None


PRICE_REMEMBERED = 2
"""Turns after which a number is no longer held against the price."""
