"""What a prospect's words say about the silence that may follow: others decide too, it can wait, or it is unclear."""

from __future__ import annotations

from coach.language.patterns import a_word, any_of

_OTHERS = a_word(
    "wife husband spouse partner partners family mom mum dad mother father brother sister son daughter folks kids",
    "boss manager director owner supervisor cfo ceo coo cto president principal chair chairman",
    "team board committee council trustees colleague colleagues staff department management",
    "finance accounting procurement purchasing legal operations",
    "accountant lawyer attorney bookkeeper landlord investor investors shareholders",
)
_WHOSE = r"(?:my|our|the|all the|his|her) (?:\w+ )?"
OTHERS_DECIDE = any_of(
    rf"(?:talk|speak|chat|check|discuss|meet|consult|confer|sit down|go over|clear|run|share|review|think|decide)"
    rf" (?:\w+ )"
    rf"{{0,5}}?(?:with|to|by|past) {_WHOSE}{_OTHERS}",
    rf"(?:ask|asking|show|showing|convince|involve|consult) (?:(?:it|this|that|them) to )?{_WHOSE}{_OTHERS}",
    rf"(?:my|our|the) (?:\w+ )?{_OTHERS} (?:\w+ )?(?:needs? to|has to|have to|hasnt|havent|wants? to (?:see|know"
    rf"|read|check)"
    r"|would (?:want|need|have)|will (?:want|need|have)|decides?|makes? the (?:decision|call)|(?:isnt|is not)"
    r" (?:sure|sold))",
    rf"(?:subject to|depends on|waiting (?:on|for)|up to|without) {_WHOSE}{_OTHERS}",
    rf"(?:forward|show|pass|send|give|hand|present|take) (?:\w+ ){{0,2}}?to {_WHOSE}{_OTHERS}",
    r"(?:last|final) (?:word|say)|signs? the che(?:cks|ques)|purse strings",
    r"(?:at|in|for|before|until) (?:the|our|\w+s) (?:next )?(?:staff|team|board|family|partners) (?:meeting|vote)"
    r"|(?:goes|go|going) to (?:the"
    r" )?(?:committee|board)",
    r"helping me decide|decisions? (?:\w+ )?(?:together|as a (?:team|family)|jointly)|own it together",
    r"(?:need|get|want|without) (?:her|his|their) (?:ok|okay|say so|yes|blessing|input|approval|signature|opinion)",
    r"(?:run|float) (?:it|this|that|them|everything) (?:by|past)|(?:put|take|bring|lay) (?:it|this|that|them"
    r"|everything)"
    r" (?:before|in front of|up with)",
    r"(?:get|need|needs|wait for|without|subject to) (?:\w+ ){0,3}?(?:approval|sign ?off|buy in|blessing|green light)",
    r"(?:decide|talk|discuss|go over|look at|think about|discuss it) (?:\w+ ){0,3}?(?:together|as a (?:team"
    r"|family)|internally)",
    r"(?:not|isnt|aint) (?:\w+ ){0,2}?(?:up to me|my (?:call|decision)|me who decides|mine to)",
    r"(?:we|everyone|everybody|they) (?:all )?(?:need|has|have|got) to (?:agree|decide|vote|be on board|weigh in)",
)

COMPARES = any_of(
    r"(?:other|another|more|competing|few|couple of|two|three|second|third) (?:\w+ )?"
    r"(?:quotes?|bids?|offers?|estimates?|options|opinions?|firms?|companies|vendors|providers|suppliers|proposals?)",
    r"shop(?:ping)? around|compar(?:e|es|ing|isons?)|weigh(?:ing)? (?:up|our options|my options|it all)",
    r"(?:what|until) (?:\w+ ){1,3}?comes? back with",
    r"(?:talking|speaking|met|meeting|spoke) (?:to|with) (?:two|three|several|some|a few|a couple|other|others"
    r"|somebody else|another)",
    r"see(?:ing)? what else|looking (?:at|into) (?:a few|others|several)",
)

PUTS_IT_LATER = any_of(
    r"busy|swamped|slammed|flat out|hectic|snowed under|up to my (?:neck|eyes|ears)|under water|tied up",
    r"(?:a lot|so much|plenty|too much) (?:\w+ )?(?:on (?:my|our) plate|going on|on right now)|crazy (?:week"
    r"|month|time)",
    r"not (?:right )?now|not (?:a |an |our |my |the )?(?:top |big |huge |high )?(?:priority|urgent)|no (?:rush|hurry)",
    r"in the middle of|bigger fish|(?:near|at) the (?:top|bottom) of|near the top|live with it|get through|q[1-4]",
    r"(?:been|is|its|gets?) (?:\w+ )?(?:crazy|nuts|insane|mad|manic)|up to (?:my|our) \w+",
    r"back burner|(?:later|further|somewhere|maybe|bit) (?:\w+ )?down the (?:road|line|track)|(?:get|getting)"
    r" (?:around|round) to|some ?day(?! (?:next|this|on))|sometime|eventually",
    r"(?:next|later this|later in the|in the new|early next|end of the) (?:quarter|year|month|season|summer|spring)",
    r"(?:after|once|when|until|till) (?:\w+ ){0,3}?(?:holidays?|christmas|easter|summer|harvest|season|audit|move"
    r"|busy)",
    r"(?:after|once|when|until|till) (?:\w+ ){0,2}?(?:settles?|calms?|slows?|dies|quietens?|gets? quieter)",
    r"(?:other|bigger|more urgent) (?:things|projects|priorities|fires)|focus(?:ed|ing)? on|hold off|no time",
    r"budget (?:\w+ ){0,3}?(?:next|new|cycle|year|until|frozen|spent)|next (?:years|quarters) budget",
)

IS_UNCLEAR = any_of(
    r"confus\w+|(?:a lot|much) to take in|overwhelm\w+|(?:youve|you) lost me|over my head|all greek",
    r"(?:dont|do not|didnt|cant|still dont) (?:\w+ )?(?:understand|follow|get (?:how|what|why|the)|see how)",
    r"(?:not|im not|still not) (?:\w+ )?(?:sure|clear|certain) (?:\w+ )?(?:how|what|which|where|who|why|when|i"
    r" (?:get|follow))",
    r"(?:what|how) (?:does|do|would) (?:that|this|it|the|all) (?:\w+ ){0,4}?(?:mean|work|works|cover|involve)",
    r"(?:i|we|im|were) (?:dont|wouldnt|didnt|not) (?:\w+ )?(?:know|following) (?:what|where|which|how|who|why(?!"
    r" id)|the|half)|sounds?"
    r" the same",
    r"(?:what|when|who) (?:was|is|am) (?:it )?(?:\w+ )?(?:i was|i am|im|we were|i|were) supposed to|so (?:do|am"
    r"|should|are) (?:i|we)",
    r"what happens (?:now|next|then|after)|what am i supposed|whats the (?:next step|difference)",
    r"who (?:calls|sends|is supposed)|do i (?:call|send|wait|sign|pay)|which (?:one|plan|option|form) (?:is|was"
    r"|do|should)",
)
