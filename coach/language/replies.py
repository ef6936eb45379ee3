"""How the rep takes an objection: well, or by arguing and pressing."""

from __future__ import annotations

import re

from coach.language.patterns import any_of
from coach.language.sentences import Passage
from coach.language.wording_model import Judge

_TAKES_IT_WELL = re.compile(
    r"\b(?:wont pretend|loyalty|plenty of (?:teams|people|folks|companies)"
    r"|(?:big|real) (?:gap|difference)|you have my number|fine by me"
    r"|sorry (?:to hear|you|that))\b|\b(?:(?:totally|completely|perfectly|more than|only) (?:fair|fine"
    r"|understandable|reasonable|ok|okay)"
    r"|i (?:get|appreciate|understand) (?:that|it|where|why|the)|good to know"
    r"|thats good to (?:know|hear)|legitimate|valid|(?:can|i) see why"
    r"|glad (?:they|you|it|to)|what would (?:have to|it take|make|you)"
    r"|how did (?:they|he|she|that)|(?:honesty|candou?r)|rightly so"
    r"|you should (?:be|ask|compare)|dont (?:want|need) to (?:push|talk you)"
    r"|not (?:here )?to (?:push|twist)|no obligation|leave (?:it|that) (?:with|up to) you"
    r"|thank(?:s| you)\b|appreciate|fair (?:enough|point|comparison|thing|question|play|comment)"
    r"|thats fair|thats (?:a )?(?:real|reasonable|right|understandable|sensible|honest|loyalty)"
    r"|(?:i |completely |totally )?(?:hear you|hear that|respect|take (?:the|your) point|take that|dont blame)"
    r"|(?:youre|you are) (?:right|not wrong|entitled)|right to (?:say|ask|check|think|wonder)"
    r"|of course|no pressure|no rush|no hard feelings|no trouble|thats (?:no|okay|fine|all right|alright"
    r"|not a problem)"
    r"|its (?:a lot|not small|not cheap|your (?:decision|call|money|choice))"
    r"|it is a lot|is a lot of money|is more than double|(?:glad|happy) (?:to|you)"
    r"|makes (?:total |perfect |complete )?sense,? (?:to|that|and)|the doors? (?:is |stays )?open"
    r"|doors always open|i(?:d| would)(?:nt| not) (?:push|pretend|want you|be either)"
    r"|wont (?:hear me )?push|(?:id|in your shoes|i would) (?:say|feel|think|ask|do) (?:it|the same|that)"
    r"|i(?:m| am) sorry|understandable|(?:i )?(?:completely|totally|fully|quite) understand"
    r"|no bother|no problem|no worries|thats grand|fair play|whenever youre ready"
    r"|in your shoes|no question|sure you could|beats me|good people feel"
    r"|not wrong|sure i can|what (?:is it about|makes you|worries|would)"
    r"|which part|what part|help me understand|compared (?:to|with) what"
    r"|can i ask (?:what|why|how)|may i ask (?:what|why|how)|tell me (?:more|what))\b"
)

_PRESSES = any_of(
    r"leaving money|cant afford (?:not|to wait)|(?:big|huge|real) mistake|thats (?:just |only )?an excuse",
    r"no offen[cs]e|short sighted|penny wise",
    r"(?:lets|be) (?:be )?(?:realistic|honest with yourself|reasonable)|your competitors (?:are|have) already",
    r"if you were (?:serious|smart)|come on now|you(?:ll| will) be back|youre (?:already )?behind",
    r"makes no sense|doesnt add up|cant be serious|with (?:all due )?respect|you people",
    r"people (?:your age|like you)",
    r"you(?:re| are)? (?:just |only |basically |really )*(?:being (?:stubborn|silly|difficult|unreasonable)"
    r"|throwing|wasting|losing|missing|scared|crazy|wrong|setting fire|staying behind|mad|kidding|making a mistake"
    r"|leaving money)",
    r"youd be (?:crazy|mad|silly|foolish|a fool)|be (?:crazy|mad|silly|stupid) (?:not )?to",
    r"you (?:dont|do not|cant|wont|will never|never) (?:understand|know (?:what|transport|how|the|much|anything)"
    r"|get it|want (?:your|to (?:lose|miss|be)))",
    r"dont understand how|dont know what(?:s| is)|everybody (?:says|wants|needs|that)",
    r"everyone (?:says|wants|needs)",
    r"thats what (?:people|they all|everybody|everyone)|you get what you pay for|i guarantee|trust me",
    r"believe me|let me educate|(?:is|was|are) fooling you|(?:thats|is) not possible",
    r"(?:is|are|its|thats) (?:so )?(?:outdated|old fashioned|backward)",
    r"nobody (?:is using|uses|wants|does) (?:that|it|\w+) (?:now|anymore|any more)",
    r"any (?:sensible|normal|smart) person|that was before|one of those (?:people|types)|no ?brainer",
    r"(?:is|are|a|bunch of|total|re|s) (?:\w+ )?(?:crooks?|cowboys?|thie(?:f|ves)|liars?|fake|the worst|amateurs?"
    r"|con ?m[ea]n)\b",
    r"never going to|doesnt know what|dont know what (?:he|she|they)",
    r"going to (?:get (?:her|him|your)self|regret|be sorry)",
    r"(?:youll|you will|theyre|they are) (?:regret|be sorry|sorry (?:later|then))",
    r"(?:learn|find out) the hard way",
    r"you(?:ve| have)? (?:got|have) to (?:think|be|act|decide|sign)|you need to (?:think|decide|act|sign|wake)",
    r"hear me out|who(?:s| is) going to",
    r"think about (?:your|the) (?:kids|family|wife|children)",
    r"(?:dont|doesnt) make (?:a lick of |any )?sense|ridiculous|nonsense|silly|stupid|foolish|stubborn",
    r"shouldnt be (?:proud|so)|dont be (?:like|so|silly|proud)",
    r"thats (?:not true|wrong|rubbish|ridiculous|crazy|money youre|why your)|either you|last chance",
    r"only (?:today|now)|before its too late|what have you got to lose|grow up|attitude|wasnt us",
    r"only saying|the trouble (?:is|with)|(?:but )?the numbers are",
)

_ACCEPTS = any_of(
    r"understood",
    r"(?:i|we) (?:\w+ ){0,2}?(?:understand (?:that|why|where|how|you\w*|it|its|the)|appreciate|respect|get it"
    r"|get that|see (?:why|your|what|how|where)|can see|take your)",
    r"(?:thats|that is) (?:\w+ ){0,2}?(?:ok|okay|fine|fair|useful|helpful|understandable|reasonable|right|true"
    r"|all right|alright|your (?:call|choice|decision|right)|a (?:shame|pity))",
    r"no (?:\w+ )?(?:bother|worries|problem|argument|pressure|push|harm|rush|hard feelings|hurry|issue|need to)",
    r"(?:wont|not going to|not trying to|dont want to|wouldnt) (?:\w+ )?(?:push|argue|press|keep you|take up|bother"
    r"|fight|change your|talk you|trouble|pester|hassle)",
    r"(?:youre|you are|youve|your) (?:\w+ )?(?:right|good reason|every right|not the (?:first|only)|point)",
    r"(?:were|we are|im|i am) (?:not|never|rarely) the (?:cheap\w+|low\w+|right)",
    r"(?:great|good|fine|decent|solid) (?:brand|company|people|outfit|firm|product|choice|point)",
    r"(?:plenty|lots|many|most|some|a lot) of (?:people|folks|our|them|customers|clients)",
    r"if (?:that|things|anything|it|your \w+) (?:ever )?changes?",
    r"(?:take|leave) (?:you|it|that|things) (?:off|there|with you|be|at that)|thank(?:s| you) for",
    r"wary|makes sense|fair|good for you|glad (?:you|they|its|it|to)|who (?:would|could) blame",
)


_UNDERSTANDS = re.compile(r"^(?:\w+ )?(?:totally|completely|fully|i do|i really) get (?:it|that|where)\b")
_ARGUES = any_of(
    r"find that hard to|hard to believe|would thank you",
    r"but (?:were|ours|our \w+|its|this|we are) (?:is |are )?(?:\w+ )?(?:better|cheaper|best|faster|different|much)",
)


def takes_it_well(plain: str) -> re.Match[str] | None:
    """Acknowledges, thanks, asks back or leaves the door open."""
    return _TAKES_IT_WELL.search(plain) or _ACCEPTS.search(plain) or _UNDERSTANDS.search(plain)


_PUSHES = any_of(
    r"you (?:\w+ )?(?:ought to|should|need to|must|have to|better|had better|gotta) (?:\w+ )?(?:decide|sign|act"
    r"|move|buy|start|switch|jump|lock|take|grab|reconsider|wake)\b",
    r"youre (?:just |only |simply |really |being )*(?:afraid|scared|frightened|cheap|stubborn|unreasonable|naive"
    r"|closed|paranoid|difficult|negative|not listening|not thinking)",
    r"(?:nobody|no one|everyone|everybody|anyone|anybody) (?:with (?:a|any)|in (?:their|his|your)|who|else|sensible"
    r"|keeps|does|knows)",
    r"(?:prices?|rates?|costs?|they) (?:will|are going to|are about to|ll) (?:\w+ ){0,3}?(?:up|higher|more|rise"
    r"|increase|double)",
    r"by then|most expensive (?:thing|mistake)",
    r"dont (?:come|say i didnt|blame me|you (?:want|think|care|see))|crying to",
    r"(?:youll|you will|youd|you would) (?:be )?(?:regret|sorry|miss|losing|kick yourself|missing)",
    r"how can you (?:say|be|not)",
    r"(?:cant|dont) (?:you )?(?:possibly|seriously|really) (?:be|mean|think|want)|thats (?:what|because) you",
    r"you havent even|you clearly|obviously you|sounds like an excuse",
)


def presses(plain: str) -> re.Match[str] | None:
    """Argues, presses or belittles."""
    return _PRESSES.search(plain) or _PUSHES.search(plain) or _ARGUES.search(plain)


def how_taken(reply: list[Passage], asks_about_it: bool, judge: Judge) -> str:
    """How the rep's first words after an objection take it: "open", "changes" (the subject) or "presses"."""
    if any(presses(s.plain) for s in reply):
        vote = "presses"
    else:
        vote = "open" if asks_about_it or any(takes_it_well(s.plain) for s in reply) else "changes"
    return judge.label("replies", " ".join(s.text for s in reply), vote)


def presses_on(sentence: Passage, judge: Judge) -> bool:
    """Whether a later sentence still argues or presses; the model alone does not decide that."""
    return presses(sentence.plain) is not None and judge.label("replies", sentence.text, "presses") == "presses"
