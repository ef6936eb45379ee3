"""What a prospect's words say about the silence that may follow: others decide too, it can wait, or it is unclear."""

from __future__ import annotations

from coach.language.patterns import a_word, any_of

_OTHERS = a_word(
    "wife husband spouse partner partners family mom mum dad mother father brother sister son daughter folks",
    "boss manager director owner supervisor cfo ceo coo cto president principal",
    "team board committee council trustees colleague colleagues people guys staff department",
    "finance accounting procurement purchasing legal it hr operations",
    "accountant lawyer attorney bookkeeper landlord investor investors shareholders",
)
_BRINGS_UP = a_word(
    "talk talking speak speaking chat check checking discuss discussing meet meeting consult consulting confer",
    "ask asking show showing tell share sharing convince involve involving include run running present",
)
OTHERS_DECIDE = any_of(
    rf"{_BRINGS_UP} (?:\w+ ){{0,6}}?(?:my|our|the|his|her|a|with) (?:\w+ ){{0,2}}?{_OTHERS}",
    rf"(?:my|our|the) (?:\w+ )?{_OTHERS} (?:\w+ )?(?:has|have|needs?|wants?|will|would|ll|decides?|gets?|hasnt|havent)",
    rf"(?:need|get|got to get|waiting (?:on|for)|subject to|depends on) (?:\w+ ){{0,4}}?{_OTHERS}\b",
    r"(?:run|put|take|bring|float) (?:it|this|that|them|everything) (?:\w+ )?(?:by|past|before|in front of|up with)",
    r"(?:approval|sign ?off|buy in|blessing|green light|permission)",
    r"(?:decide|talk|discuss|go over|look at|think about) (?:\w+ ){0,3}?(?:together|as a (?:team|family)|internally)",
    r"(?:not|isnt|aint) (?:\w+ ){0,2}?(?:up to me|my (?:call|decision)|me who decides|mine to)",
    r"(?:we|everyone|everybody|they) (?:all )?(?:need|has|have|got) to (?:agree|decide|vote|be on board|weigh in)",
)

COMPARES = any_of(
    r"(?:other|another|more|competing|few|couple of|two|three|second|third) (?:\w+ )?"
    r"(?:quotes?|bids?|offers?|estimates?|options|opinions?|firms?|companies|vendors|providers|suppliers|proposals?)",
    r"shop(?:ping)? around|compar(?:e|es|ing|isons?)|weigh(?:ing)? (?:up|our options|my options|it all)",
    r"(?:talking|speaking|met|meeting|spoke) (?:to|with) (?:some|a few|a couple|other|others|somebody else|another)",
    r"see(?:ing)? what else|looking (?:at|into) (?:a few|others|several)",
)

PUTS_IT_LATER = any_of(
    r"busy|swamped|slammed|flat out|hectic|snowed under|up to my (?:neck|eyes|ears)|under water|tied up",
    r"(?:a lot|so much|plenty|too much) (?:\w+ )?(?:on (?:my|our) plate|going on|on right now)|crazy (?:week"
    r"|month|time)",
    r"not (?:right )?now|not (?:a |an |our |my |the )?(?:top |big |huge |high )?(?:priority|urgent)|no (?:rush|hurry)",
    r"back burner|down the (?:road|line|track)|(?:get|getting) (?:around|round) to|some ?day|sometime|eventually",
    r"(?:next|later this|later in the|in the new|early next|end of the) (?:quarter|year|month|season|summer|spring)",
    r"(?:after|once|when|until|till) (?:\w+ ){0,3}?(?:holidays?|christmas|easter|summer|harvest|season|audit|move"
    r"|busy)",
    r"(?:after|once|when|until|till) (?:\w+ ){0,2}?(?:settles?|calms?|slows?|dies|quietens?|gets? quieter)",
    r"(?:other|bigger|more urgent) (?:things|projects|priorities|fires)|focus(?:ed|ing)? on|hold off|no time",
    r"budget (?:\w+ ){0,3}?(?:next|new|cycle|year|until|frozen|spent)|next (?:years|quarters) budget",
)

IS_UNCLEAR = any_of(
    r"confus\w+|(?:a lot|much) to take in|overwhelm\w+|lost me|over my head|all greek",
    r"(?:dont|do not|didnt|cant|not sure i|still dont) (?:\w+ )?(?:understand|follow|get (?:it|how|what|why|the)"
    r"|see how)",
    r"(?:not|im not|still not) (?:\w+ )?(?:sure|clear|certain) (?:\w+ )?(?:how|what|which|where|who|why|when|on"
    r"|about|i)",
    r"(?:what|how) (?:does|do|is|would|was) (?:that|this|it|the|all) (?:\w+ ){0,4}?(?:mean|work|works|cover|involve)",
    r"(?:what|how) (?:happens|do i|do we|should i|should we|am i supposed)|whats the (?:next step|difference)",
    r"which (?:one|option|plan|package|form|of)|who (?:calls|sends|does|is supposed|do i)|so do i|so am i",
    r"wait what|sorry what|come again|say that again|explain",
)
