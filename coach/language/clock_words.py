"""How clock times are said, each way as a pattern; `clock_times` reads what they find."""

from __future__ import annotations

from coach.language.calendar_words import DAY, EITHER_DAY
from coach.language.patterns import one_of
from coach.language.spoken_numbers import LATER_HOUR, NTH, H, M

_COUNTED = one_of(
    "hundred|thousand|million|lakh|crore|percent|per|dollars?|bucks|pounds|quid|euros?|rupees|naira|cents|grand",
    r"k\b|minutes?|mins|hours?|hrs?|days?|weeks?|months?|years?|times|people|persons?|of|or so|and a half|apiece",
    "units?|miles?|inch(?:es)?|feet|foot|kids|children|men|women|staff|each|more|other|different|star|nine nine",
    rf"point|ninety|eighty|seventy|sixty|x|by (?:a |\d|{H})|square|bed|bedroom|bath|man|door|car|piece|figures?",
    "seater|tons?|acres?|gallons?|level|floors?|storey|story|letters?|digits?|ways?|separate|new|big|small|extra",
    "whole|straight|full|plus|quarters|thirds|fold|gigs?|degrees|kilos?|stone|litres?|liters?|metres?|meters?|yards?",
    "bags?|box|trucks?|vans?|calls?|emails?|agents?|reps?|users?|seats?|sites?|stores?|offices?|rooms?|jobs?|clients?",
    "customers?|employees?|drivers?|patients?|properties|ish (?!at)",
)

_NO_PLURAL = one_of(
    "works|suits|does|thats|hows|lets|thanks|sounds|this|unless|perhaps|always|whats|sometimes|seems|looks",
)

_THINGS = rf"(?:{_COUNTED}\b|(?!{DAY}s|{_NO_PLURAL}\b)[a-z]{{3,}}s\b)"

_STREET = one_of("street|road|avenue|lane|drive|boulevard|court|close|crescent|terrace|main")

_PERIOD = one_of("hour|day|night|week|month|year|head|unit|piece|person|visit|ton|box|go|time")

HOW_MANY = (
    rf"(?! ?{_COUNTED}\b)(?! {_THINGS})(?! (?:or|to) {H} {_THINGS})(?! \d{{3}})"
    rf"(?! (?:\w+ )?{_STREET}\b)(?! [b-hj-z]\b)(?! (?:a|an|per|each) {_PERIOD}\b)"
)
"""No number of things follows ("at six sites"), no street, no price."""

_GOES_ON = one_of(
    "at|on|in|this|next|then|and|or|works?|suits?|is|would|sharp|please|ok|okay|for|if|oclock|your|my|but|so|with|the",
    EITHER_DAY,
)

_AMPM = r"(?P<ampm>[ap] ?m)\b"

_CLOCK = r"(?:oclock|o clock)"

_HM = rf"(?P<h>{H})(?: (?P<m>{M}))?"

_DIGIT_H = r"(?P<h>1[0-2]|[1-9])"

_LATE_H = r"(?P<late>1[3-9]|2[0-3])"

_WHOLE_H = rf"(?P<h>{H}|noon|midday|midnight)(?: ?{_AMPM})?\b"

_PAST = r"(?P<past>past|after)"

_TO = r"(?:to|til|till|before)"

_UP_TO = r"(?:to|till?|until+|through)"

_MINUTES = rf"(?P<mins>five|ten|fifteen|twenty five|twenty|5|10|15|20|25|{M}(?= minutes?| mins?)) (?:min(?:ute)?s? )?"

_END = rf"(?P<h2>{H})(?: (?P<m2>{M}))?(?:(?= ?{_CLOCK})| ?(?P<ampm2>[ap] ?m)\b)"
"""The end of a range, from which its start takes morning or afternoon."""

_ANY_END = rf"(?:half past(?: {H})?|half {H}|(?:a )?quarter (?:past|to)(?: {H})?|noon|midday|{H}(?: {M})?)"

_BESIDE_A_DAY = r"(?:(?<=tmr )|(?<=tomorrow )|(?<=tonight )|(?<=[a-z]day ))"

_CUE = (
    r"(?:\b(?:at|by|around|about|say|after|before|till|until|make it|call it|like|lets say|lets do|hows|can do|could do"
    r"|would|does|(?:later|earlier|sooner) than|(?:down|her|him|you|it|them|in|us|set|aim|go) for) "
    rf"|{_BESIDE_A_DAY})"
)

_AGREEING = r"^(?:(?:ok|so|yep|yes|no|yeah) )?"

_ON_A_DAY = rf"(?= (?:on |this |next )?{EITHER_DAY}\b)"

_MILITARY_CUE = rf"(?:\bat |{_BESIDE_A_DAY}|^)"

_TEENS = r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?: one| two| three)?"

_EARLY = r"(?:oh|o|zero) (?:one|two|three|four|five|six|seven|eight|nine)"

_MILITARY_END = rf"(?=(?: (?:on|tomorrow|today|tonight|then|please|{DAY}))|$)"

_DIGIT = r"(?P<m>one|two|three|four|five|six|seven|eight|nine)"

_PART = r"(?:morning|afternoon|evening)"

CLOCKS = (
    # Told by the hour before or after it.
    rf"(?P<half>half) past (?P<h>{H}) (?:to|till?|until+|and) {_END}",
    rf"(?P<half>half) (?:past )?{_WHOLE_H}{HOW_MANY}",
    rf"(?:a )?(?P<quarter>quarter) (?:{_PAST}|{_TO}|of) {_WHOLE_H}{HOW_MANY}",
    rf"\b{_MINUTES}(?:{_PAST}|before) {_WHOLE_H}{HOW_MANY}",
    # Ranges, of which the start counts; a recogniser writes "9:30-11:00", and we see "9 30 11 00".
    rf"\b{_DIGIT_H} (?P<m>[0-5][05]) (?:1[0-2]|[1-9]) [0-5][05]\b(?! ?\d)",
    rf"\bbetween {_DIGIT_H}(?: (?P<m>[0-5][05]))? (?:1[0-2]|[1-9])(?: [0-5][05])?\b(?! ?\d)",
    rf"\b(?:in )?(?:between |from ){_HM}(?: ?{_AMPM})? (?:and|{_UP_TO}) {_END}",
    rf"\b(?:between|from) {_HM} (?:and|{_UP_TO}) {_ANY_END}\b{HOW_MANY}",
    rf"(?<!between )\b(?!five\b|ten\b){_HM}(?: ?{_AMPM})? {_UP_TO} {_END}",
    rf"\bat {_MINUTES}{_TO} {_WHOLE_H}{HOW_MANY}",
    rf"\b{_MINUTES}{_TO} {_WHOLE_H}{HOW_MANY}(?: ?{_CLOCK})?(?= *$| {_GOES_ON}\b)",
    rf"\b{_DIGIT_H}(?: (?P<m>[0-5][05]))? (?P<h2>[1-9])(?: (?P<m2>[0-5]\d))? ?(?P<ampm2>[ap] ?m)\b",
    rf"\b{_DIGIT_H} (?P<h2>1[1-2]) ?(?P<ampm2>[ap] ?m)\b",
    # With "a.m.", "o'clock" or "ish".
    rf"\b{_DIGIT_H}(?P<m>[0-5]\d) ?{_AMPM}",
    rf"\b{_HM} ?{_AMPM}(?: (?:and|{_UP_TO}) {H}(?: {M})?(?: ?[ap] ?m\b)?)?",
    rf"\b{_HM} in the {_AMPM}",
    rf"\b{_HM} ?{_CLOCK}(?: ?{_AMPM})?",
    rf"\b(?:(?:at|around|about) )?{_HM} ?ish\b(?! {_COUNTED})",
    rf"(?<=[a-z]day ){_HM} {_UP_TO} {_ANY_END}\b{HOW_MANY}",
    rf"\b{_DIGIT_H} (?:1[0-2]|[1-9]){_ON_A_DAY}",
    rf"(?:(?<=[a-z]day )|(?<=morning )|(?<=afternoon )|(?<=evening )){_DIGIT_H} (?:1[0-2]|[1-9])(?= *$)",
    r"(?:(?:12|twelve) )?\b(?P<noon>noon|midday|noon ?ish|noontime)\b|\b(?P<midnight>mid ?night)\b",
    # Run together, or of twenty-four hours; "2019" is a year but after "at".
    rf"(?:{_CUE}|{_AGREEING}){_DIGIT_H}(?P<m>[0-5][05])\b{HOW_MANY}(?! \d)",
    rf"\b{_DIGIT_H}(?P<m>[0-5][05]){_ON_A_DAY}",
    rf"(?:{_CUE}|\b(?:for|from|and) |{_AGREEING})(?:(?<=at )|(?!(?:19|20)\d\d\b))"
    rf"{_LATE_H} ?(?P<m>[0-5]\d)\b{HOW_MANY}(?! ?\d)",
    rf"\b{_LATE_H} (?P<m>[0-5][05]){_ON_A_DAY}",
    r"\b(?P<late>0\d|1\d|2[0-3]) ?(?P<m>[0-5]\d) hours\b",
    rf"(?:{_CUE}|^)(?P<late>0[1-9]) ?(?P<m>[0-5]\d)\b(?! ?\d)",
    rf"{_MILITARY_CUE}(?P<late>{_TEENS}|{_EARLY}) (?P<m>hundred|{M})\b(?: hours)?{_MILITARY_END}",
    rf"\b(?P<late>{_TEENS}|{_EARLY}) (?P<m>hundred|thirty|fifteen|forty five) hours\b",
    rf"(?:\b(?:at|by) |{_BESIDE_A_DAY})(?P<h>{H}) (?:zero|oh|o|ou) {_DIGIT}\b(?! {_DIGIT.replace('?P<m>', '?:')}\b)",
    rf"^(?P<h>{H}) (?:zero|oh|o|ou) {_DIGIT}$",
    # A bare hour, where the words before or after it say that it is one.
    rf"{_CUE}(?:like |about |around |say )?{_HM}\b{HOW_MANY}",
    rf"\b(?P<h>{LATER_HOUR})s (?:good|fine|better|okay|great|perfect|open)\b",
    rf"\b(?P<h>{H}) (?P<m>thirty|fifteen|forty five|30|15|45|00)\b{HOW_MANY}(?! \d)",
    rf"(?<=[a-z]day )(?:then |the {NTH} |at |night |morning |afternoon |evening )?{_HM}\b{HOW_MANY}",
    rf"\b{_HM}(?= (?:in (?:the )?{_PART}|at night))",
    rf"\b(?P<h>{LATER_HOUR})(?: (?P<m>{M}))?(?= (?:sharp|on the dot|tonight|tomorrow|today|this {_PART}"
    rf"|(?:on )?{DAY})\b)",
    rf"(?:(?<=\dth )|(?<=\dst )|(?<=\dnd )|(?<=\drd ))(?:at )?{_HM}\b{HOW_MANY}(?! \d)",
    rf"^(?:(?:yeah|yes|yep|yup|yah|sure|great|perfect|cool|alright|ok|okay|so|right|then|lets say"
    rf"|well|um|uh|how about|what about|make it) )*"
    rf"{_HM}(?= *$| (?:then|it is|works|suits|is (?:good|fine|better|okay|great|all right)))",
)
"""Where two fit the same words, the earlier one holds."""
