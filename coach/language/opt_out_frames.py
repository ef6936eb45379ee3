"""What stands before and after a request to be left in peace: who is asked, and whether it has an end."""

from __future__ import annotations

import re

from coach.language.patterns import a_word, any_of, one_of

_LEAD = one_of(
    a_word("please kindly just ok okay hey hi hello no nope nah yes yeah yep seriously look listen yo dude bro"),
    a_word("man sir maam guys folks so and but then now also again thanks sorry well um uh omg wtf ffs simply"),
    a_word("literally friend buddy everyone go"),
    r"thank you|i said|like i said|as i said|i repeat|once (?:again|more)|for the last time|wrong number",
    r"not interested|you people|you guys|all of you|you (?:can|may|could)",
)
LEADS = re.compile(rf"(?:{_LEAD} ?)*")
"""What may stand before a request at the head of its clause."""

_YOU = one_of(
    r"(?:you|someone|somebody)(?: guys| people| all| folks| please| just| kindly| ever| possibly| also| at least|"
    r" there)*",
)
_ASKING = one_of(
    rf"(?:can|could|would|will|cant|wont) {_YOU}",
    rf"(?:want|need|like|asked|asking|ask|told|telling|tell|demand|demanding|request|requesting|beg|begging|prefer"
    rf"|rather|appreciate|appreciate it if|grateful if) (?:that )?(?:{_YOU}|your (?:\w+ )?\w+)"
    rf"(?:(?: \w+){{0,3}}? (?:to|would|could|will)(?: please| not| just)*)?",
    r"you (?:\w+ )?(?:can|may|should|must|need to|have to|better|could)(?: (?:just|please))*",
    r"(?:how|where) (?:do|can|would|could) (?:i|we)|let me|can i|may i|could i|mind",
    r"(?:want|wish|like|need|trying|choose|chose|elect|decided|asking|prefer|have) to",
    r"please|kindly|and|so|but|or|then|just|number|interested|thanks|already",
)
ASKED = re.compile(rf"{_ASKING}$")
"""What may stand before it anywhere."""

_SOMEBODY = one_of(
    a_word("he him she her they them it who which ex someone anyone everyone anybody nobody adjusters? insurance"),
    a_word("insurers? collectors? agency bank lender landlord neighbou?rs? boss company contractor kids? brother"),
    a_word("sister son daughter mother father mom dad husband wife callers telemarketers spammers scammers creditors?"),
    a_word("firm hospital doctor school employer manager tenant roommate driver lawyer vendor bots? customers?"),
    a_word("clients? employees reps?"),
    r"(?<!you )(?:people|guys)",
)
_THIRD = rf"{_SOMEBODY}(?: (?!(?:you|your|please|so|but|and|just)\b)\w+){{0,4}}$"
_OTHERS_TOLD = (
    r"(?:tell|told|ask|asked|asking|want|wanted|get|getting|make|made|need|force|order|ordered|warn|have|had|let|beg)"
    r" (?!your?\b)(?:my|the|those|these|a|an|our|his|her) \w+(?: \w+){0,3}$"
)
_DENIED = r"(?:cant|couldnt|wont|wouldnt|didnt|doesnt|dont|never|not|will)(?: (?!interested|please|you|your)\w+)?$"
_YOUR_PAST = (
    r"(?:did|didnt|if|once|since|before|after|why did|until|have|havent|unless|in case|when)"
    r" you(?: (?!please)\w+){0,2}$"
)
_ASKS_ITSELF = r"(?:did|do|should|if|when|before|until|unless|would) (?:i|we)(?: \w+){0,2}$"
_TELLS_OF_ITSELF = (
    r"(?<!can )(?<!could )(?:i|we|id|ill|well)(?: (?:just|had|have|need|needed|want|wanted|tried|decided|will|can"
    r"|could|should|might"
    r"|would|to|never|really|always|usually|also|ever))*$"
)
NOT_A_REQUEST = any_of(_THIRD, _OTHERS_TOLD, _DENIED, _YOUR_PAST, _ASKS_ITSELF, _TELLS_OF_ITSELF)
NOT_OUR_LIST = any_of(_THIRD, _DENIED, _YOUR_PAST, r"(?:should|if|would) (?:i|we)$", r"do you(?: \w+){0,3}$")
NOT_OUR_WISH = any_of(
    rf"(?:{_SOMEBODY}|you)(?: (?!i\b|we\b)\w+){{0,2}}$", r"(?:if|would|should|can|could|how) (?:i|we)$"
)

_WHILE = one_of(
    r"today|tonight|tomorrow|before|till?|until (?!further)|while|during|between|yet|right away",
    r"this (?:week|morning|afternoon|evening|month)|in the (?:morning|evening|middle)|so (?:early|late)",
    r"at (?:work|night|the office|school|dinner)|(?:too|that) (?:early|late)",
    r"on (?:sundays?|saturdays?|mondays?|weekends?|weekdays?|facebook|whatsapp|instagram|the portal)",
    r"after (?:\d|\w+ oclock|hours|five|six|seven|eight|nine|ten|dark)",
)
LASTS_A_WHILE = re.compile(rf"(?: \w+){{0,3}}? {_WHILE}\b")
BY_MISTAKE = any_of(r"by (?:accident|mistake)|accidentally|mistakenly|unblocked|my landlord|my neighbou?r")
REFUSED_CALLS = any_of(r"call|calling|calls|phone|phoning|ring|ringing|dial|voicemails?")
PREFERS_TEXT = any_of(
    r"(?:just|only|please|rather|prefer|can you|could you|instead|better to) (?:\w+ ){0,2}?"
    r"(?:texts?|messages?|emails?|write)",
    r"(?:texts?|texting|messages?|emails?|emailing) (?:me )?(?:\w+ )?(?:is|are|instead|works|only|me|would be|please"
    r"|fine|better|okay|ok)",
)
REFUSED_PLACE = re.compile(
    r"\b(?:call|text|contact|use|email|ring)\w* (?:at |on )?"
    r"(?:my|this) (?:office|wife|husband|mother|mom|mum|father|dad|family|house|home|work|line|inbox|phone|cell"
    r"|number)$"
)
ELSEWHERE = any_of(r"(?:call|text|use|try|ring|email|reach|contact|message) (?:me|my|this|us|the)")
"""Asked for in place of a place or person that was refused: "don't call my office, call my cell"."""
