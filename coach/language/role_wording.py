"""Wording that shows who called whom: how a phone is answered, why somebody calls, how a stranger came to call.

Patterns over plain text (`sentences.plain`); what each is worth stands in `roles`.
"""

from __future__ import annotations

import re

from coach.language.patterns import any_of, one_of

THANKS_FOR_CALLING = any_of(
    r"(?:thanks?|thank you)(?: you)?(?: so much| very much)? for (?:calling|ringing|phoning)(?! (?:me )?back)",
)
CAN_I_HELP = any_of(
    r"(?:how|what) (?:can|may|could) (?:i|we) (?:help|assist|do for|direct)",
    r"(?:can|may) i help you",
    r"(?:can|may) i (?:direct|transfer) your call",
)
WHY_IT_CALLS = any_of(
    r"(?:im|i am|i was|we are|were|just|its why im|reason im) (?:just )?(?:calling|ringing|phoning) (?:you |ya )?"
    r"(?:about|because|cause|regarding|to|from|for|on|with|in|since|as|and)",
    r"(?:calling|ringing|phoning) (?:you )?(?:about|because|regarding|on behalf|in regards?|concerning|from)",
    r"reason (?:for|of|why|that)?(?: \w+){0,3} call(?:ing)?",
)
ASKS_FOR = any_of(
    r"(?:may|can|could|might) i (?:please )?(?:speak|talk) (?:to|with)",
    r"am i (?:speaking|talking) (?:to|with)",
    r"(?:id like|im (?:looking|trying|hoping)|hoping) to (?:speak|talk|get hold|reach)",
    r"(?:im )?looking for (?:mr|mrs|ms|miss|dr|doctor)",
    r"(?:is|isnt) (?:this|that|it)(?= (?:mr|mrs|ms|miss|dr|doctor)\b)",
)
_NO_NAME = one_of(
    r"an?|the|your|it|about|for",
    r"okay|ok|good|all|still|right|not|now",
    r"how|what",
)
IS_THIS = re.compile(
    r"(?:^|(?<=hi )|(?<=hello )|(?<=hey )|(?<=morning )|(?<=afternoon )|(?<=evening ))"
    rf"(?:uh |um |erm )?is (?:this|that|it) (?!{_NO_NAME}\b)\w+(?: \w+){{0,2}}$"
)
"""A sentence that ends on a name: "is this Marcus?"."""
OWN_NAME = re.compile(r"\b(?:this is|my names?(?: is)?|its|im|i am) (\w+)\b")
SAYS_SPEAKING = re.compile(
    r"^(?:(?:yes|yeah|yep|yup|aye|uh|um|hi|hello|oh|well|it is|this is|maam|sir) )*"
    r"(?:speaking|(?:this is|its) (?:he|she|him|her|me)|it is|thats me|you(?:ve| have)? got (?:him|her|me)|i am)"
    r"(?: (?:yes|yeah|aye|speaking|indeed|whos this|who is this|whos calling|who is it))*$"
)
_TAKES = r"(?:can|could|may|might|let me|ill) (?:i |just )*(?:get|have|take|grab|ask for|ask) (?:down )?(?:you for )?"
ASKS_FOR_DETAILS = any_of(
    rf"{_TAKES}(?:your |the |a )(?:full |first |last |best |good |date |phone |contact |some |callback )*"
    r"(?:names?|number|address|birth|date of birth|email|details|postcode|zip|information)",
    r"whats (?:your|the) (?:full |best |good |date |home )*(?:name|number|address|date of birth|postcode|zip)",
    r"(?:who|whom) (?:do i have|am i speaking|am i talking)",
    r"(?:your )?date of birth",
    r"spell (?:that|your|it)",
)
_ACTS = one_of(
    r"filled|put (?:your|in)|submitted|ticked|entered",
    r"asked|requested|request|wanted|enquired|inquired",
    r"signed|registered|applied|booked|downloaded|clicked",
    r"sent|left|wrote|messaged|texted|emailed|replied|rang|called",
    r"reached out|contacted|got in touch|been (?:on|in touch)",
    r"stopped|dropped|came|visited",
)
_ASKED_ABOUT = "".join(rf"(?<!{before} )" for before in ("did", "do", "have", "had", "were"))
THEIR_REQUEST = any_of(
    rf"{_ASKED_ABOUT}you(?:d|ve| had| have| were| just| recently| kindly| actually| must have)* {_ACTS}"
    r"(?! me\b)",
    r"your (?:message|enquiry|inquiry|form|request|email|application|note|question)"
    r" (?:about|on|from|to us|last|this|yesterday|came|through|over|for)",
    r"you (?:were|are) (?:interested|looking|asking|after|wanting|enquiring|inquiring)",
    r"(?:got|received|have|seen|saw) your (?:enquiry|inquiry|form|request|email|application|note)",
    r"(?:got|received|have|seen|saw) your (?:details|info|information)",
)
_WHERE_FOUND = one_of(
    r"ads?|adverts?|advertisement|commercial|billboard|sign|flyer|leaflet|post|van|truck",
    r"website|site|page|google|facebook|online|internet|tv|radio",
    r"thing|you",
)
_SERVES = one_of(
    r"handle|take|do|deal|offer|accept|taking|cover|open|fix|sell|charge",
    r"speak (?!to|with|up|now)|help me|come out",
)
CAME_BY_ITSELF = any_of(
    r"i (?:saw|seen|heard|found|noticed|came across) (?:your|you|yall|the|an?|about|on)\b"
    rf"(?: \w+){{0,4}} {_WHERE_FOUND}",
    r"i (?:saw|heard|found) (?:you|yall|you guys|about you)",
    r"(?:got|was given|have|had) your (?:number|name|card|details)",
    r"gave me your (?:number|name|card|details)",
    r"(?:i|we) (?:need|am looking for|was looking for|wanna|want) (?:an?|some|somebody|someone)\b",
    r"(?:i|we) (?:need|wanna|want) to (?:hire|talk to|speak to|see|find|book|make|get|ask)\b",
    rf"(?:do|are|can) (?:you|yall|you guys|yous) (?:guys )?{_SERVES}\b(?! you\b)",
    r"i(?:ve)?(?: just)? (?:had|got|have|missed|see|seen) (?:an?|this) (?:missed )?(?:call|voicemail|message)",
    r"(?:somebody|someone|you|this number|yous|yall|you guys)(?: just| from (?:this|your) \w+)?"
    r" (?:called|rang|phoned|left|tried)(?: to (?:call|reach|ring))? (?:me|a message|my)",
    r"(?:returning|return) (?:your|a|the|his|her) (?:call|message|voicemail)",
    r"(?:message|asked|told|meant|said|just|im|am) (?:me )?(?:to )?(?:ring|call|phone)(?:ing)?"
    r" (?:you|yous|yall|him|her)? ?back",
    r"(?:i|we) (?:filled|signed|applied|sent) (?:in |up |out |for |you )*(?:your|the|on your|an? form|something)",
    r"(?:i was|im|just) wondering (?:if|how|whether)",
    r"how much (?:is it|do you charge|would|does it|for)",
)
_HANDS_OVER = r"(?:put|pass|patch|connect|transfer)(?:t?ing|ring)?"
PASSES_ON = any_of(
    rf"{_HANDS_OVER} (?:you|your call|ya) (?:through|over|on|to|straight)",
    r"(?:ill|let me|going to|gonna|i will|please hold and ill) (?:transfer|connect) you",
    r"(?:ill|let me|i will) (?:get|fetch|call|find) (?:him|her|them) for you",
    r"(?:please hold|hold the line|hold please)",
)
BARE_HELLO = re.compile(r"^(?:yes )?(?:hello|hullo|hi|hiya|hey|allo)(?: hello| hi)?$")
"""A whole speech that only greets."""
TELLS_OF_ITSELF = re.compile(
    r"(?:(?:yes|yeah|no|sure|okay|ok|well|um|uh|oh|not really|actually) )*(?:i|ive|im|its|we)\b"
)
"""How the answer to "is now a good time?" begins: "yeah, I've got a minute"."""
