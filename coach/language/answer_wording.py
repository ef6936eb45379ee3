"""How people agree, hold back, refuse and put off, in many Englishes. All on plain text."""

from __future__ import annotations

import re

from coach.language.patterns import any_of

_GOOD = (
    r"(?:good|fine|great|ok|okay|okey|grand|perfect|lovely|all ?right|alright|aight|excellent|brilliant|wonderful"
    r"|ideal|cool|super|handy|spot on|dandy|doable|convenient|marvellous|sweet|nice|fair|enough|sound|class|champion"
    r"|magic|mint|sorted|settled|agreed|confirmed|done|set|sharp|better|best|a go)"
)
_DOES_IT = (
    r"(?:be|make|do|bring|send|shoot|text|wait|see you|expect|take|come|have|put|keep|get|clear|block|manage|meet"
    r"|pick up|answer|join|look out|mark|move|write|tell|read|tie|sit|ring|call|drive|pop|drop|swing|stay)"
)
YES = any_of(
    r"yes|yeah|yeh|yep|yup|yah|ya|yass|ja|haan|ji|opo|aye|oui|si|sim|da|ay|amen|bet|sure|surely|righto|right|roger",
    r"okay|ok|okey|of course|definitely|absolutely|certainly|perfect|great|lovely|grand|brilliant|excellent|super",
    r"wonderful|ideal|fab|fabulous|cool|sweet|magic|champion|mint|sorted|smashing|fantastic|awesome|pakka|sharp",
    r"fine|all ?right|alright|aight|uh huh|mm hm|mhm|exactly|correct|indeed|deal|fair(?: enough)?|done|agreed|settled",
    r"confirmed|gladly|happily|naturally|obviously|totally",
    r"lock (?:it|me|us|that) in|book (?:it|me|us|that|him|her)|put (?:it|me|us|her|him|that) (?:in|down|on)",
    r"sign (?:me|us) up|count (?:me|us) in|count on (?:me|it|us|that)|pencil (?:me|us) in|mark (?:me|us|it) down",
    r"(?:im|were|i am|we are|she is|shes|hes|hell be|theyre) (?:in|on|game|good|set|sold|there|up for it|easy|happy"
    r"|ready|free|clear|all yours|okay|ok|fine|coming)\b",
    r"all set|all yours|go for it|go (?:right )?ahead|go on(?: then)?|crack on|fire away|by all means|please do|do it",
    r"do (?:that|so)|lets do|lets go|lets say (?:that|so)|send (?:it|that|them|away)|mail it|bring (?:him|her|it|them)",
    r"you bet\w*|for sure|for definite|like a plan|no bother|no problem|no worries|no trouble|not a problem|why not",
    r"dont see why not|(?:wouldnt|wont) miss it|wouldnt say no|i dont mind|dont mind at all|i agree|we agree"
    r"|ill take it",
    r"thatll do|that will do|will do|that does it|does it|do me|do nicely|you got it|you have it|youre on",
    r"its a (?:date|deal|yes)|a date|(?:it|that) is(?: then)?$|\w+ it is|see you (?:then|there)?|till then|until then",
    r"talk (?:to you )?then|looking forward|look forward|consider it done|say no more|twist my arm",
    rf"(?:is|are|be|s|sounds?|looks?|seems?|thats|its|strikes me) (?:\w+ ){{0,2}}?{_GOOD}",
    rf"(?:day|tomorrow|tonight|oclock|noon|morning|afternoon|evening|thirty|fifteen|hour|one|two|three|four|five|six"
    rf"|seven|eight|nine|ten|eleven|twelve|\d) {_GOOD}",
    r"(?:\w+)s (?:good|fine|grand|perfect|great|okay|ok|alright|all right|ideal|handy|doable)",
    r"sounds|works?(?! (?:late|nights|days|in|(?:at|on|for) (?:a|the)\b))|suits?|suited|fits?|can lah"
    r"|can\b(?= (?:can|do|\|)|$)",
    r"^can|^(?:done|go)\b|i (?:can|will|do|shall|would|am)(?=$| \|| (?:that|indeed|so)\b)|i will yeah",
    rf"(?:ill|i will|we will|we(?:ll)|hell|shell|theyll|i shall|ima|im gonna|i go) (?:\w+ly |both |all |just |sure )?"
    rf"{_DOES_IT}\b(?! (?:back to|what i can|how|my best|our best|when))",
    r"(?:i|we|she|he|they) (?:can|could) (?:definitely |certainly |just |both |easily )?(?:do|make|manage|come|be|get)",
    r"(?:thatd|that would|it would|itd|thatll|that will) (?:be|work|suit|do)|id (?:like|love|welcome|appreciate) that",
    rf"(?:id|wed|we would|i would) {_DOES_IT}\b(?! (?:with|to))",
    r"i would (?:like|love) that|in the (?:calendar|diary|book)|wrote it down|written (?:it )?down|got it down",
    r"accepting the invite|ive put it in|make (?:it|that) work|happy to|please\b(?=$| \|| and thank)|suit me"
    r"|thank you kindly",
)
"""What agrees; also what only repeats that one will come or do it."""

_SELF = r"(?:i|we|he|she|it|that|they|this|\w+day|one|you)"
HEDGE = any_of(
    rf"(?:{_SELF}) should\b(?! (?:i|we|i not)\b)|^should\b|should (?:be|work|suit|do|manage)|(?:ought|oughta)\b",
    r"(?:gonna |ill |to |let me |i |we |we will )?(?:do|see) what (?:i|we) can(?: do)?",
    r"(?:it|that|this|those|day) (?:could|might|may)(?: well)?(?: \w+)?|might|(?:i|we|he|she|they) may\b|maybe|perhaps",
    r"probably|prolly|possibly|hopefully|presumably|likely|tentative\w*|provisional\w*|pretty sure|fairly sure|almost",
    r"(?:kinda|sorta|kind of|sort of) (?:yes|yeah|sorta|okay|ok|fine)?|soft yes|in (?:principle|theory)|more or less",
    r"(?:i|id|we|i would|id have|would) (?:\w+ )?(?:think|thought|guess|suppose|expect|imagine|reckon|believe"
    r"|presume|assume|hope)(?: so| that| not)?\b(?! (?:of|about)\b)(?!.*\bexactly)",
    r"(?:id|i would|we would|wed) (?:like|love|hope|want|wanna) to(?! (?:know|hear|ask|thank))|(?:wanna|want to) say",
    r"hoping|hope so|with (?:any|a bit of|some) luck",
    r"(?:ill|i will|i|well|we|can|could|to|just|gonna|must|shall|go) try\b(?! (?:them|it (?:on|out)|this one|em\b))",
    r"(?:do|try) (?:my|our|me|the) best|give it a (?:shot|go|try|whirl|bash)",
    r"aim (?:for|to)|see (?:if|whether|how it goes|how i get on|how things)|shooting for",
    r"(?:ill|i will|we(?:ll| will)|ill have to|have to|need to|let me|must|gotta|got to|lemme|gonna|id have to|id need"
    r" to)(?: just| first| quickly| quick| also| have to| need to)? (?:see|check|look|ask|find out|double check|have a"
    r" look|take a look|confirm|clear it|run it)(?! you\b| it through)\b",
    r"(?:talk|speak|check|clear|discuss|confirm|square) (?:it |this |that )?(?:to|with|by)\b(?! you)|run (?:it|this"
    r"|that)"
    r" (?:by|past)|get back to you|come back to you|let you know",
    r"(?:subject to|provided|providing|assuming|barring|unless|(?:as|so) long as|depend\w*)\b(?:(?! yes| \|| but).)*",
    r"permitting|all being well",
    r"(?<!see )(?<!know )(?<!ask )(?<!check )(?<!wonder )if\b(?! (?:you (?:could|can|would|will|send|text|bring|give"
    r"|dont mind|just|want me|need|have)|not\b|i may|thats (?:ok|okay|all right|alright)"
    r"|its all the same))(?:(?! yes| \|| but).)*",
    r"god willing|(?:good )?lord willin\w*|god spare|insh?a ?all?ah|ojala|touch wood|knock on wood|fingers crossed",
    r"please god|dv|tomorrow willing|life permitting|creek dont rise",
    r"(?:no|cant|cannot|wont|not) (?:make (?:any |you )?)?promis\w*|(?:dont|wont) (?:quote|hold|swear|bank|count)"
    r"\b(?: \w+)?|(?:not|cant be|never) (?:\w+ )?(?:sure|certain)|not (?:a |one )?(?:hundred|100)\w*|cant say",
    r"keeps? the (?:calendar|diary)|dont see anything|nothing (?:on there|that i know)|as far as i know|so far|for now"
    r"|pencil(?:ed)?(?: (?:it|that) in)?(?=$| well| for now| and)|^pencil|play it by ear|remind me|wing it",
)
"""What holds back: likelihood, effort, conditions, somebody else to ask, luck, and no promise."""

LOOKS_FIRST = re.compile(
    r"(?:ill|i will|let me|lemme|have to|need to|ill have to|must|gotta|gonna|id have to)(?: just| first| quickly"
    r"| quick)?"
    r" (?:see|check|look|ask|find out|double check|have a look|take a look|confirm)|see (?:if|whether)"
)
"""A look at the calendar, undone by the yes that follows."""

_DENIES = (
    r"(?:not|cant|cannot|dont|doesnt|didnt|wont|wouldnt|isnt|arent|aint|never|couldnt|havent|hasnt|wasnt|nothing"
    r"|no longer|unable)"
)
NO = any_of(
    rf"no|nope|nah|naw|{_DENIES}",
    r"hold off|skip|drop the|leave (?:the|my|it|that|me|him|her|those)(?! (?:with|to) (?:me|you))|pass on|rather not",
    r"forget (?:the|about)|instead|too (?:soon|quick|early|late|much)|out of town|cancel",
)
"""What denies, or takes a part away."""

HARMLESS_NO = any_of(
    r"no (?:problem|worries|bother|trouble|issue|objection|reason not|matter|need|doubt|question|hurry|rush|no its"
    r"|thats (?:fine|good|great|okay|ok|perfect)|its (?:fine|good|okay|ok)|for sure|youre (?:fine|good|all right))\w*",
    r"(?:not|isnt) (?:a|any) (?:problem|bother|trouble|issue)|not at all|dont (?:see why not|mind|worry|let me forget)",
    r"(?:wouldnt|wont) (?:miss|say no|hurt|be late|let you down|forget|be a (?:problem|bother))|cant (?:wait|complain)",
    r"why not|cant think why not|nothing (?:on|planned|else|doing)|not (?:doing anything|bad|working|pencil|busy"
    r"|far|going anywhere)|^(?:oh |um )*yeah no\b|no yeah|pen not|dont be late|dont forget|havent got anything (?:on"
    r"|else)|"
    r"cant see (?:why not|a problem)|dont (?:start|finish|open|close|go|get|work) (?:\w+ )?(?:till|until|before)",
    r"(?:dont|wont|not) (?:quote|hold|swear|bank|count)|(?:not|cant be|never) (?:\w+ )?(?:sure|certain)"
    r"|not (?:a |one )?(?:hundred|100)|cant say|(?:no|cant|wont|not) (?:make )?(?:any )?promis\w*|dont see anything",
    r"whether or not|not (?:to|too) (?:early|late|bad)|creek dont rise|if not",
)
"""A "no" that refuses nothing."""

LIMITS = any_of(
    r"but (?:only|just|not|no|the \w+|its|ill|i|he|she|my|were|well|without|that|first)",
    r"only(?! (?:the )?best| just| thing)|just (?:the|for|one|till|until|us|me|not)|outside only|nothing else|except"
    r"|without|minus",
)
"""What narrows a yes."""

REFUSES = any_of(
    r"(?:id|i would|wed|ill) (?:\w+ )?(?:rather|prefer|sooner)|prefer|(?:no|any) good|pass\b|push it|put it off"
    r"|move it",
    r"make it\b|think (?:about|on|it over)|ill pass|off the table|busy|tied up|booked|on holiday|away\b|out of town",
    r"(?:^|(?<=um )|(?<=oh )|(?<=uh ))no\b.*\b(?:go (?:ahead|on)|talk now|lets talk)|next (?:year|month|time"
    r"|quarter)|another (?:day|time)|not yet|some other (?:day|time)|later maybe",
    r"ill (?:call|ring|phone) you|drive myself|on my own|myself thank",
)
"""What refuses without a "no"."""

PUTS_OFF = any_of(
    r"(?:let me|ill|i(?:ll)? (?:have|need|want|got) to|i gotta|need to|gonna need to|gotta|have to|like to) (?:\w+ )?"
    r"(?:think|sleep on|chew on|mull|consider)",
    r"(?:let me|ill) (?:\w+ )?(?:get|come) back to you(?: (?:on|about) (?:that|it|this|that one))?$",
    r"let me (?:talk|speak) (?:to|with) .* (?:before|first)|before (?:we|i) (?:set|agree|commit|decide|sign|do) \w+"
    r"|maybe (?:next|another|some other|later)",
)
"""Neither yes nor no, and no step either."""

COUNTERS = any_of(
    r"make it|lets (?:push|move|say|make|do)|could (?:we|you) (?:make|do|say|push|move)|(?:what|how) about|instead"
    r"|would be (?:easier|better|handier)|better\b|try (?:after|before)|can we (?:do|make|say|push|move)",
)

QUESTION = re.compile(
    r"^(?:(?:um|uh|oh|er|hmm|hm|well|and|but|so|wait|sorry|okay but|hang on|hold on) )*(?:who|whos|whose|what|whats|why"
    r"|how|hows|which|where|wheres|when|whens|does|do you|is (?:that|this|it|he|she|there)|are you|are they|can (?:you"
    r"|he|she|they|i)|cant (?:you|he|we)|could (?:you|he|she|i)|will (?:you|he|she|that|it|there)|would (?:you|he|that)"
    r"|did you|have you|do i|should i|couldnt|isnt)\b"
)

BINDS = any_of(
    r"definitely|absolutely|confirmed|for sure|ill be (?:there|here)|yes|yep|yeah|can\b|perfect|great|done|book it",
)
"""A yes that outweighs what was said before it."""

SETTLES = any_of(r"definitely|absolutely|confirmed|for sure|(?:ill|i will) be (?:there|here)")
"""What leaves a doubt behind it without weight."""
