"""The words by which each move of a call to a lead is known (S002, S000), and what a question asks for. Plain text."""

from __future__ import annotations

import re

from coach.language.patterns import any_of, one_of

SAYS_BACK = any_of(
    r"(?:so )?what (?:i hear|im hearing|ive heard|youre saying|youre telling me)",
    r"so (?:its|it is|it isnt|for you its|the thing (?:that|is)|what (?:matters|hurts|bothers|counts|worries))",
    r"so (?:no|not|your?|youre|youve|your \w+|the|he|she|they|they(?:re|ve)) (?!can\b|could\b|know\b|see\b)",
    r"(?:it )?sounds (?:like|as)",
    r"if i (?:hear|understand|heard|understood|get) (?:you|that|this|it)",
    r"let me (?:just )?(?:make sure|see if|check)(?: that)? i(?:ve| have)? (?:got|get|understand"
    r"|understood|heard|have)",
    r"let me (?:say|repeat|play|read) (?:that|it|this) back",
    r"youre (?:saying|telling me)",
    r"(?:have|did) i (?:got|get|understood?|hear) (?:that|you|this|it)",
    r"in other words|if i have (?:that|it|this) right",
    r"(?:is|thats|its) (?:the|whats) (?:worst|hardest|heart)",
)
SUMS_UP = any_of(
    r"(?:to|let me|ill|lemme) (?:just |quickly )?(?:sum|recap|summari[sz]e|wrap)",
    r"(?:in (?:short|summary|a nutshell|one line|a line|a word)|summing up|to put it in a line|all in all)",
    r"what (?:ive|i have) (?:heard|noted|got|written)(?: down)?(?: so far| today)? is",
    r"(?:heres|here is) what (?:i|ive)",
    r"(?:weve|we have) (?:talked|spoken|covered|said|gone)",
)


_YOU = r"(?:you|ye|yall|you guys|you both|you two)"
_DID_YOU = rf"(?:(?:did|do|have|had|are|were) {_YOU}|(?:your \w+|they|he|she) )"
_NOW = one_of(
    r"now|at the moment|right now|currently|today|these days|at present|presently|already|so far|in the day",
)
_TOOK = one_of(
    r"choose|chose|chosen|pick|picked|go with|went with|go for|went for",
    r"sign(?:ed)? (?:with|up with|on with)",
    r"settle on|settled on|use|get involved|start(?:ed)? (?:with|using)|buy|bought|decide[d]? on",
    r"stay with|hire[d]?",
    r"switch(?:ed)? to|take|took",
)

MOVES: dict[str, re.Pattern[str]] = {
    "introduces": any_of(
        r"this is (?!a\b|the\b|your\b|my\b|about\b|just\b(?! \w+ (?:from|with))|not\b|for\b|what\b|why\b|how\b)\w+",
        r"my names?(?: is)?",
        r"its \w+(?: \w+)? (?:from|with|at|here)",
        r"(?:im|i am) \w+(?: \w+)? (?:from|with|at)",
        r"\w+ here (?:from|with|at|again)",
        r"(?:calling|ringing|phoning|speaking) (?:from|for|on behalf)",
    ),
    "still looking": any_of(
        r"(?:still|actively) (?:looking|searching|shopping|hunting|in the market|after|need\w*|interested"
        r"|on the lookout|open)",
        rf"have {_YOU} (?:\w+ )?(?:found|booked|hired|chosen|picked|settled|decided|gone with|got|sorted"
        rf"|signed|made up|spoken|talked|bought|taken|had any luck)",
        rf"did {_YOU} (?:\w+ )?(?:find|book|hire|choose|settle|sort|get (?:it|that|any))",
        rf"(?:are {_YOU}|you) (?:looking|searching|shopping) (?:around|for)",
        r"has (?:any|some)(?:one|body) (?:else )?(?:taken|helped|sorted|done|got)",
        r"is (?:there )?(?:any|some)(?:one|body) (?:else )?(?:on|doing|handling|dealing with"
        r"|working on) (?:it|this|that)",
    ),
    "why they came": any_of(
        rf"what (?:was it (?:that )?|is it (?:that )?|it was (?:that )?|first |exactly |really "
        rf"|actually )*(?:made|prompted|brought|got|drew|attracted|led|pushed|moved|convinced|inspired"
        rf"|caused|triggered) {_YOU}(?! (?:{_TOOK}) (?!us\b|our\b)| (?:feel|think|say))",
        rf"whats? (?:has |have |had )?(?:made|got|brought|prompted|drew|led) {_YOU}(?! (?:{_TOOK}) (?!us\b|our\b))",
        r"what (?:was it|is it|it was) (?:about|in|on|that (?:caught|drew|made|attracted))",
        r"caught your (?:eye|attention|interest)|got your attention",
        rf"(?:why|how come) (?:did )?{_YOU} (?:\w+ )?(?:get in touch|got in touch|call(?:ed)?|r[ai]ng|wrote"
        rf"|write|fill(?:ed)?|reach(?:ed)?|contact(?:ed)?|ask(?:ed)?|sign(?:ed)? up|sent|send"
        rf"|download(?:ed)?|click(?:ed)?|appl\w+|repl\w+|respond\w*|answer\w*|com(?:e|ing) to us"
        rf"|c[ao]me? to us)",
        rf"(?:why|how come) are {_YOU} (?:\w+ )?(?:looking|searching|shopping|thinking|considering)",
        rf"what made {_YOU} (?:\w+ )?(?:look|search|think|start)",
        r"how did you (?:hear|find out|come across|find us|come to)",
        r"(?:interested|attracted|appealed to|drawn) (?:to )?(?:you )?(?:in (?:us|the|our|this)|to us)",
        r"(?:reason|why) (?:you(?:re|ve)? |for (?:your|the|getting|calling|writing))(?:\w+ ){0,3}?(?:touch"
        r"|call|form|us|message)",
    ),
    "anything else": any_of(
        r"(?:any|some)thing (?:else|more|other)|what else|any other (?:reasons?|things?)",
        r"else (?:that )?you",
    ),
    "hopes": any_of(
        rf"(?:were|are|was) {_YOU} (?:\w+ )?(?:hoping|expecting|after|wanting|looking to (?:get|achieve))",
        rf"(?:what|how)(?: else)? (?:do|would|did|could|should) {_YOU} (?:\w+ )?(?:hope|like|want|expect|wish|love)\b",
        r"(?:good|best|perfect|ideal) (?:outcome|result|case|world|call)|ideally",
        r"(?:out of|from) (?:this|our|the|todays) (?:call|talk|chat)",
        r"what (?:would|will|could) (?:make|have to happen|need to happen|be different|success|a good)",
        r"what should (?:we|i|come|happen)|what can (?:we|i) (?:do|answer|help|tell)|how can (?:we|i) help",
        rf"what (?:are|were) {_YOU} (?:\w+ )?looking for",
        rf"what (?:exactly )?(?:do|would) {_YOU} (?:\w+ )?(?:need|want|look for)",
    ),
    "what they have": any_of(
        rf"(?:who|what|which \w+|where|how)(?: else)?(?: \w+)?(?: are| is| do| does| did| has| have|s"
        rf"|re)? {_YOU}(?:re|ve)? (?:\w+ ){{0,8}}?{_NOW}",
        r"who(?:s| is| does| handles| looks| takes| helps| runs| cares| has| cleans| manages| fixes"
        r"| services| represents| teaches| supplies| do)\b",
        rf"(?:what|who|which \w+)(?: else)? (?:do|are|have|did) {_YOU} (?:\w+ )?(?:us(?:e|ing)"
        rf"|go(?:ing)? (?:to|with)|work(?:ing)? with|got|have|doing|pay(?:ing)?|buy|driv\w+|run(?:ning)?)",
        rf"are {_YOU} (?:\w+ )?(?:using|working with|with|paying|renting) ",
        rf"do {_YOU} (?:\w+ )?(?:use|work with) (?:any|some|an?|your)\b",
        rf"do {_YOU} have (?:any|some)(?:one|body)\b",
        rf"have {_YOU} got (?:any|some)(?:one|body|thing)",
        rf"how (?:do|are|is|does|has) (?:{_YOU}|it|that|this|things|everything|your \w+|the \w+)"
        rf"(?: \w+){{0,5}}? {_NOW}",
        r"where (?:is|are|does|do) (?:\w+ ){1,5}now",
    ),
    "how long": any_of(
        r"how (?:long|many (?:years|months|weeks))|since when|for how long|what year",
        rf"when did {_YOU} (?:\w+ )?(?:start|begin|sign|join|get|first|buy|move|switch|take)",
        rf"(?:have|has) {_YOU} been (?:\w+ )?(?:with|there|using|on)",
    ),
    "why they chose": any_of(
        rf"(?:why|whyd|how come|what made) (?:did |do |have )?(?:{_YOU}|your \w+|they|he"
        rf"|she)(?:ve)? (?:\w+ ){{0,2}}?(?:{_TOOK})\b(?! (?:us|our)\b)",
        r"why (?:them|those|that (?:one|company|firm|place|bank)|him|her)",
        r"what (?:made|attracted|drew|brought|led|took) you to (?:them|him|her|that)",
    ),
    "what happened": any_of(
        r"what(?:s| has| have|ve)? (?:\w+ )?happened",
        r"how (?:did )?(?:it|that|this|the \w+) (?:\w+ )?(?:happen|come about|start)\w*",
        r"what went (?:on|wrong)|(?:walk|talk|take) me through (?:what|how|it|the (?:day|accident|crash))",
        r"tell me (?:what|how) (?:it )?happened|whats the story",
    ),
    "when it happened": any_of(
        r"when (?:did|was|were|has) (?:it|that|this|the|your|all|these|those|he|she|they)(?: \w+){0,4}",
        r"what (?:day|date|time|month) (?:was|did)|which (?:day|date|month)|how long ago|on what (?:day|date)",
    ),
    "tried before": any_of(
        rf"what(?: else)? have {_YOU} (?:\w+ )?(?:tried|done|had)",
        rf"have {_YOU} (?:\w+ )?(?:tried|done|had|learned|learnt|used|worked)(?: \w+){{0,6}} (?:before"
        rf"|already|yet|so far|ever|elsewhere)",
    ),
    "treatment": any_of(
        r"(?:what|which|any|much|have you (?:\w+ )?(?:had|seen|been)|did you"
        r"|are you)\b(?: \w+){0,6} (?:treatments?|treated|doctors?|hospital|therap\w+|physio\w*|medic\w+"
        r"|surgery|clinic|chiropractor|er|scan)",
    ),
    "cover": any_of(
        r"(?:what|which|who|whos|any|do you|is there|are you|have you"
        r"|does your)\b(?: \w+){0,6} (?:insur\w+|cover(?:s|ed|age)?|polic(?:y|ies))",
    ),
    "tell me more": any_of(
        r"(?:tell|say|share|hear|know|talk|explain)(?: me| us| to me)?(?: just)?(?: a (?:bit|little)| some| any)? more",
        r"(?:tell|talk to) me about|go on|elaborate|expand on|(?:walk|talk|take) me through",
        r"what do you mean|in what way|how so|for (?:example|instance)|like what",
        r"(?:can|could) you (?:describe|explain)|give me an (?:example|idea)|what (?:sort|kind) of",
    ),
    "why it matters": any_of(
        r"(?:why|what makes|how come|how)\b(?: \w+){0,6} (?:important|matters?|big deal|priority|urgent|crucial)",
        r"what(?:s| is) (?:so )?important|whats behind (?:that|it)|why (?:is that|that|now)$",
        r"why do you (?:want|need|care|say)",
    ),
    "what it does": any_of(
        r"(?:how|what|where|which|who|does|has|did|is)\b(?: \w+){0,6} (?:affect\w*|impact\w*|(?:do|done"
        r"|doing|did|mean|means|meant) (?:to|for) (?:you|your|the|them|him|her)|cost(?:s|ing)? (?:you"
        r"|your)|hurt\w*)",
        r"how (?:is|was|has|does|did|are|s) (?:that|this|it|all that|things)(?: \w+){0,3} (?:for|on"
        r"|with) (?:you|your|them|him|her|the)\b",
        r"what(?:s| is| was) (?:it|that|this) like",
        r"how (?:has|have|did) (?:that|this|it|things) (?:\w+ )?chang(?:e|ed)",
        r"(?:make|makes|made|making) you feel|how (?:do|did|are) you (?:feel|feeling|cope|coping|manage)",
        r"what happens (?:when|if|then)|(?:and )?then what|what then",
        r"(?:whats|what is|what was|where is) the (?:hardest|worst|biggest|toughest)",
        r"what (?:worries|bothers|scares|hurts|annoys) you",
    ),
    "says it back": SAYS_BACK,
    "sums up": SUMS_UP,
    "asks for a yes": any_of(
        r"(?:does|do|would|will|could) (?:that|this|it|these|\w+day)(?: \w+){0,4}? (?:work|suit|do|fit"
        r"|be (?:ok|okay|all right|alright|fine|good|convenient))",
        r"(?:is|are) (?:that|this|it|you|we|\w+day)(?: \w+){0,4}? (?:ok|okay|all right|alright|good|fine"
        r"|settled|agreed|convenient|happy with|cool|a yes|set)\b(?! time)",
        r"(?:sounds?|look) (?:good|okay|ok|fair|all right|like a plan)",
        r"(?:okay|ok|all right|alright|good|fine) (?:with|for|by) you|that (?:work|suit)",
        r"(?:can|could) you (?:make|do|manage) (?:that|it|\w+day)",
        r"(?:is|are|would) (?:that|it|this|you)(?: be)? (?:doable|possible|able)",
        r"(?:can|shall|do|have) we (?:agree|agreed)",
        r"(?:can|shall|should|may) i (?:put|book|pencil|write|sign) you (?:down|in|up)",
        r"(?:deal|agreed|shall we say (?:that|so)|have we got a deal)$",
        r"are you (?:happy|up) (?:with|for) (?:that|it)|do we have a (?:deal|date)",
    ),
    "thanks": any_of(
        r"(?:thanks|thank you|appreciate)(?: \w+){0,3}? (?:for|your|you)\b",
        r"have a (?:good|great|nice|lovely)|good ?bye",
    ),
}

ASKS_FOR = {
    "person": any_of(
        r"who|whos|whom|which (?:one|company|firm|person|people|place|shop|line|brand)",
        r"which (?:vet|bank|agency|dentist|doctor|lawyer|broker|insurer|provider|supplier|vendor|carrier)",
        r"some(?:one|body)|any(?:one|body)",
        r"what company",
    ),
    "reason": any_of(
        r"why|whys|whyd|how come|reason|what (?:made|makes|prompted|brought|led|drove|got)",
        r"behind (?:it|that)",
    ),
    "span": any_of(r"how long|since when|(?:how )?many (?:years|months|weeks)|until when|stay(?:ed)?"),
    "age": any_of(r"how old|age|years old|born"),
    "amount": any_of(
        r"how (?:many|much|big|large|far|heavy|wide|tall)",
        r"whats? (?:is )?(?:your|the) (?:premium|bill|price|rent|rate|fee)|what size|number of",
        r"what (?:does|do|did) (?:\w+ ){1,4}(?:cost|pay)",
    ),
    "moment": any_of(r"when|what (?:day|date|time|year|month)|which (?:day|date|month)|how long ago|how soon"),
    "place": any_of(
        r"where|wheres|which (?:places?|town|site|room)|(?:have )?you (?:been|seen|visited|looked at)",
    ),
    "present": any_of(r"now|at the moment|right now|currently|today|these days|at present|already|so far"),
    "manner": any_of(r"how (?:is|are|do|does|did|was|were|has|have|s)|hows|what(?:s| is| was) it like"),
}
