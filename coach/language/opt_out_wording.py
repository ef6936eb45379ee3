"""Requests to be left in peace other than a keyword: to stop, to be taken off a list, a wish, a consent taken back.

For `opt_outs`: plain words, " , " between clauses. What may stand before and after them is in `opt_out_frames`.
"""

from __future__ import annotations

import re

from coach.language.patterns import a_word, one_of

_CONTACT = one_of(
    a_word("text message call contact email phone ring dial spam disturb solicit ping"),
    a_word("write hound approach reach"),
    r"(?:bother|bug|harass|pester|annoy)(?= me| us| my| people| again| calling| texting)",
    r"(?:reach|reaching) out(?: to)?|hit (?:me |us )?up|follow up|blow up|leave (?:me )?voicemails|get in touch",
)
_CONTACTING = one_of(
    a_word("texting text messaging calling contacting emailing phoning ringing dialing dialling bothering bugging"),
    a_word("spamming harassing pestering disturbing soliciting pinging annoying writing hounding hitting blowing"),
    r"reaching out(?: to)?|following up|trying to (?:reach|call|contact|sell|text)|leaving (?:me )?(?:messages"
    r"|voicemails?)",
)
_MESSAGES = one_of(
    a_word(
        "texts? texting messages? messaging calls? calling emails? voicemails? contact communications? spam outreach"
    ),
    a_word("correspondence solicitations? notifications alerts reminders marketing promos promotions"),
    r"phone calls|follow ups?|robo ?calls|sales calls",
)
_ME = one_of(
    r"me|us|here|people|it(?= again)|(?:at |on )?(?:this|my) (?:number|phone|line|cell)",
    r"my (?:family|wife|husband|office|house|home|work|inbox|mother|mom|dad|father)(?: number| phone)?",
    r"(?:her|his|their|our|(?:my |our |the )?\w+s) (?:number|phone|cell|line|house|home)",
)
_TAIL = one_of(
    r"again|any ?more|any ?longer|ever|please|thanks|thank|now|already|immediately|asap|at all|forever|period|else",
    r"and(?! drive)|or|i|im|ive|we|weve|not|just|its|because|cause|cuz|before i|unless i|from now|so much|all the time",
    r"with (?:this|these|your)|about (?:this|that|it|anything)|regarding|for any|under any|going forward|every",
    r"from (?:you|your|here|this|anyone|now)|dont|do not|never|no more|further|any further|at this|on this|in any",
    r"you (?:people|guys|are|have)|your|stop|this is|right now|once|bro|dude|in (?:the )?future|henceforth",
    r"(?:with|to|on) (?:me|us|this number|my (?:phone|number|cell))",
    r"at once|or else|until further|no matter|lol|if you|otherwise|effective|via|by (?:text|phone)",
)
_ENDS = rf"(?:$| ,| {_TAIL}\b)"
"""What may follow a request that has no end: nothing, a reason, or a word that makes it stronger."""
_LIST = one_of(
    r"(?<!wait )(?<!waiting )(?<!guest )(?<!price )lists?|data ?base|systems?|contacts?|contact list|records?|crm"
    r"|files?",
    a_word("phones? rotation campaigns? mailings? texts messages distribution rolodex blasts? queue dialer directory"),
    a_word("program thread calls marketing leads? pipeline outreach alerts notifications newsletter updates books"),
    a_word("spreadsheet sequence subscription memory texting sheet loop chain thing group roster robot bot"),
    r"call log|auto ?dialer|group (?:text|chat)|text messages",
)
_REMOVE = one_of(
    a_word("take remove delete get drop strike scrub erase wipe pull cross knock scratch kick purge clear exclude"),
    a_word("taking removing deleting dropping scratching pulling have let want leave keep throw"),
)
_GONE = a_word("taken removed deleted dropped excluded scrubbed pulled erased wiped struck")
_MINE = one_of(
    r"me|us|(?:my|our) (?:\w+ )?(?:name|number|info|information|phone|cell|details|contacts?|data|digits|profile)",
    r"(?:this|that|the) (?:\w+ )?(?:number|phone|contact|cell|email)(?: and (?:\w+ )?(?:number|phone|email|name))?",
)
_AWAY = r"(?:off|from|out|of|outta)(?: (?:off|from|of|out))*"
_YOUR_LIST = rf"(?:your|the|this|that|these|those|any|all|every|whatever|you)(?: \w+){{0,4}}? {_LIST}"
_EACH = one_of(
    a_word("any all the these those your this further future more such of other unwanted unsolicited it with constant"),
    a_word("annoying damn automated daily nonstop stupid sending me us"),
)
_MAILED = rf"(?:of |from )?(?:{_EACH} )*{_MESSAGES}(?: {_MESSAGES})?"
_THINGS = one_of(_MESSAGES, r"stuff|crap|junk|these|this|things|anything|offers|it|me|us")
_DONT = (
    r"(?:dont|do not|never|no need to|must not|may not|shall not|please not|not to"
    r"|(?:can|could|would|will) you(?: (?:please|just|maybe|kindly))* not)"
)
_OTHER_MATTER = (
    r"(?! (?:the|a|an|my|your|his|her|their|what|which|how|sir|maam|mr|mrs|ms|mister|names|that|to|crazy|old|called"
    r"|him|them|it|and drive)\b)"
)
"""Words after "don't text me" by which a thing, a name or somebody else is refused, not the contact."""
_EVER = r"(?: (?:ever|you|please|even|dare|continue to|try to|keep|again))*"
_OR_SO = rf"(?:(?: , {_CONTACT}(?: {_ME})?)*(?: ,)? (?:or|and|nor)(?: ever)? (?:{_CONTACT}|{_CONTACTING})(?: {_ME})?)*"
_NOT = r"(?:dont|do not|no longer|never|didnt|did not|not)"
_NEVER = r"(?:never|didnt|did not|dont|do not|havent)"
_STOPPING = one_of(
    r"stop|quit|cease(?: and desist)?|discontinue|refrain from|desist from|knock off|cut out|enough|halt",
)
_THREAT = r"(?:ill|i will|im going to|i am going to|going to)(?: \w+){0,2}? (?:block|report|file|sue|complain|call the)"

# --- Wording that asks to stop, wherever it stands --------------------------------------------------------------------

CEASE = tuple(
    re.compile(rf"\b{idea}")
    for idea in (
        rf"{_STOPPING} (?:{_EACH} |up )*{_CONTACTING}(?:(?: (?:and|or) ){_CONTACTING})*(?: up)?(?: {_ME})?(?: up)?"
        rf"(?={_ENDS}| about| for)(?! called)",
        rf"(?:{_STOPPING}|cancel|end|kill) (?!of |(?:this|the|that|my) call\b){_MAILED}(?={_ENDS})",
        rf"(?:cancel|end|discontinue) (?:my|the|your|this|all) (?:\w+ )?(?:number|phone|subscription|texts?"
        rf"|messages|conversation)"
        rf"(?: (?:from|to|for) (?:your|these|the|this))?(?: {_MESSAGES})?(?={_ENDS})(?! (?:plan|service|policy))",
        r"(?:bother|call|text|spam|harass|pester|annoy) (?:someone|somebody) else",
        r"(?:your|you are|you guys are|you people are|you keep|keep) (?:\w+ )?(?:spamming|harassing|bothering"
        r"|annoying|stalking"
        r") (?:me|us)",
        rf"(?:stop|quit|cease) sending (?:{_EACH} |so many |text |marketing )*{_THINGS}(?={_ENDS}| about| for)",
        rf"{_DONT}{_EVER} (?:{_CONTACT}|{_CONTACTING})(?: {_ME})?{_OR_SO}(?: at)?(?={_ENDS})(?! called)",
        rf"{_DONT}{_EVER} (?:{_CONTACT}|{_CONTACTING})(?: (?:or|and|nor) {_CONTACT})? (?:me|us|(?:at )?this"
        rf" number){_OTHER_MATTER}",
        r"(?:dont|do not|never)(?: ever| you)? (?:call|text|write|message|contact)(?: me| us| here)? back"
        rf"(?={_ENDS})",
        rf"(?:dont|do not|never)(?: ever| please)? (?:reply|respond|answer)(?={_ENDS}| to (?:this|me))",
        rf"{_STOPPING} using {_MINE}(?={_ENDS}| for)",
        rf"(?:{_MESSAGES}|this|it all) (?:\w+ )?(?:need|needs|has|have|must|should|better|got)(?: to)? (?:stop|end"
        rf"|cease)(?={_ENDS})",
        rf"(?:dont|do not|never)(?: \w+)? send (?:me|us) (?:text |sales )?{_MESSAGES}(?={_ENDS})",
        rf"(?:stop|quit|cease) sending (?:me|us) \w+(?={_ENDS})",
        rf"(?:fil|report|block|complain|su)\w*(?: \w+){{0,3}}? if you (?:\w+ )?(?:{_CONTACT})",
        rf"(?:dont|do not|never)(?: \w+)? send (?:me |us )?(?:any|more|these|this|another|further|such|any more"
        rf"|anything"
        rf"|nothing)"
        rf"(?: \w+){{0,2}}? ?{_THINGS}?(?={_ENDS})",
        rf"(?:dont|do not|never) use (?:it|(?:my|this|that|our)(?: \w+)? number|this)(?={_ENDS}| for)",
        rf"no (?:more|further|additional) (?:\w+ )?{_MESSAGES}(?={_ENDS}| from (?!my|the|him|her|them|his))",
        rf"no (?:need|reason|call) for (?:any )?(?:further|more|future) {_MESSAGES}",
        rf"(?:next|one more|another) {_MESSAGES} (?:\w+ ){{0,3}}?(?:police|lawyer|attorney|fcc|ftc|bar|report\w*"
        rf"|court)",
        r"blocking (?:you|this number|your number)(?= now|$| ,)",
        rf"any (?:further|more|future) (?:{_MESSAGES}|attempts?) (?:\w+ )*?(?:harass\w*|reported|legal|police|blocked)",
        r"(?:im|i am|ill|i will|well|be|going to|have|ive|will be|about to|am)(?: \w+)? (?:block|report)(?:ing|ed)?"
        r" (?:you|this (?:number|phone|text|message)|your (?:number|texts|company|firm)|the number)",
        rf"(?:if you|keep|continue|you) (?:\w+ ){{0,2}}?(?:{_CONTACT}|{_CONTACTING})(?: \w+){{0,4}}? (?:, |and |or"
        rf" )+{_THREAT}",
        r"(?:this is|it is|that is|thats|its)(?: now| just| pure)? (?:harassment|spam)(?=$| ,| and)",
        r"report(?:ed|ing)? (?:\w+ )?(?:as|for) (?:spam|harassment|junk)",
        # Spanish, as answered most
        r"no (?:me|nos) (?:\w+ )?(?:llame|escrib|mande|envie|contacte|moleste)\w*",
        r"(?:dejen?|deja|pare|paren) de (?:llamar|escribir|mandar|molestar|enviar)\w*|quiteme|borren? mi numero",
    )
)

# --- Wording that asks to be taken off a list -------------------------------------------------------------------------

REMOVAL = tuple(
    re.compile(rf"\b{idea}")
    for idea in (
        rf"{_REMOVE} {_MINE} {_AWAY} (?:whatever|wherever|everything|anything)(?: \w+){{0,4}}?(?={_ENDS})",
        rf"{_GONE} {_AWAY} (?:everything|all (?:of )?(?:it|them|your)|whatever)",
        rf"{_REMOVE} (?:{_MINE} )?{_AWAY} {_YOUR_LIST}(?! with (?:the|my))(?! of (?!people|numbers|leads|contacts"
        rf"|those))",
        rf"{_MINE} (?:\w+ ){{0,2}}?{_GONE}(?: {_AWAY} {_YOUR_LIST}|(?={_ENDS}))",
        rf"(?:be|being|been|get|getting|have|having) (?:{_GONE} )?(?:off|from) {_YOUR_LIST}",
        rf"{_GONE} {_AWAY} {_YOUR_LIST}",
        r"(?:put|add|place|list|mark|flag|adding|putting) (?:me|us|(?:my|our|this) (?:\w+ )?(?:name|number))"
        r" (?:\w+ ){0,5}?(?:(?:do not|dont) (?:call|contact|text)|dnc|no ?call|opt ?out|suppression)",
        r"(?:im|am|are|is|been) (?:already )?on (?:\w+ ){0,4}?(?:do not (?:call|contact)|dnc|no call)",
        r"(?:remove|delete|erase) (?:all )?(?:of )?my (?:contact )?(?:info|information|data|details|number)"
        r" (?:and|please)",
        r"unsubscribe(?! from (?!this|these|your|all|any|text|messages|everything|here|future|the (?:texts|messages)))",
        r"opt(?:ing)?(?: (?:me|us|(?:my|this) (?:number|phone)))? ?out(?! of (?!this|these|your|all|any|text"
        r"|messages|everything|future"
        r"|getting|receiving|further|the (?:texts|messages|calls|texting)))",
        r"how (?:do|can) (?:i|we) (?:make|get) (?:this|these|the (?:texts|messages|calls))(?: \w+)?(?: to)? stop",
        r"how (?:do|can) (?:i|we) (?:stop|end|block|turn off|get rid of|get out of) (?:getting |receiving |all )?"
        rf"(?:these|this|your)(?: {_MESSAGES})?(?={_ENDS})",
    )
)

# --- A wish of their own, or a consent taken back ---------------------------------------------------------------------

OUR_WISH = tuple(
    re.compile(rf"\b{idea}")
    for idea in (
        rf"{_NOT} (?:\w+ ){{0,2}}?(?:want|wish|care|like|need|interested in) (?:to (?:get|receive|keep getting|be"
        rf" getting"
        r"|have|continue receiving)|getting|receiving|any ?more|any|(?:any )?(?:more|further)|these|your|this"
        rf"|you(?: guys| people| to)*) (?:\w+ ){{0,3}}?(?:{_MESSAGES}|{_CONTACTING}|texted)(?: {_ME})?(?={_ENDS})",
        rf"{_NOT} (?:\w+ ){{0,2}}?(?:want|wish|like|care|need|interested in)(?: to)?(?: be| being)"
        rf" (?:contacted|texted|called|messaged|bothered|emailed|solicited|on {_YOUR_LIST})(?={_ENDS}|\b)",
        rf"{_NOT} (?:\w+ ){{0,2}}?(?:want|wish|like|care|need) (?:to be )?(?:a )?(?:on|part of|in|included in)"
        rf" (?:this|your|any"
        rf"|these|the)(?: \w+){{0,2}}? {_LIST}(?={_ENDS})",
        rf"(?:need|want|like) (?:all )?(?:these|the|your|this)(?: \w+)? {_MESSAGES} (?:to )?(?:stop|stopped|end"
        rf"|ended)(?={_ENDS})",
        rf"{_NOT} (?:\w+ )?(?:want|need|wish for) (?:text |sales |marketing )?{_MESSAGES}(?={_ENDS}| from (?!my"
        rf"|the|him|her|them|his))",
        rf"(?:rather|prefer|wish|like it if) (?:that )?you (?:didnt|dont|do not|would not|wouldnt|not|stop|stopped"
        rf"|quit)"
        rf" (?:{_CONTACT}|{_CONTACTING})(?: {_ME})?",
        rf"{_NOT} (?:ever )?(?:want|wish|need|care) to hear from (?:you|anyone|anybody|your)",
        r"not interested in hearing from",
        rf"(?:you )?{_NOT} (?:have|give|gave|giving|given|got) (?:\w+ ){{0,3}}?(?:permission|consent) (?:to|for)"
        rf" (?:be )?"
        rf"(?:{_CONTACT}|texted|called|contacted|messaged|{_MESSAGES})",
        rf"(?:one more|another|any more) (?:{_MESSAGES}) (?:\w+ ){{0,3}}?(?:, |and |or )*(?:im|ill|i will|i am)"
        rf" (?:\w+ )?"
        r"(?:call|report|su|fil|block|contact)\w*",
        r"(?:consent|permission|authori[sz]ation) (?:(?:is|has been|was|to \w+ me is) (?:\w+ )?)?(?:withdrawn"
        r"|revoked|rescinded|over)",
        rf"(?:no|zero|not any) (?:further |more )?(?:interest|desire) in (?:\w+ ){{0,2}}?(?:your |these |any"
        rf" )?(?:{_MESSAGES}"
        r"|being contacted|hearing from)",
        r"(?:wish|want|like|ask|asking|need|prefer) (?:to|not to) be (?:removed|taken off|deleted|unlisted|contacted)"
        rf"(?={_ENDS})(?<!to be contacted)",
        rf"{_NOT} (?:\w+ )?want to (?:talk|speak) (?:to|with) (?:you|anyone|any of you)(?={_ENDS})",
        rf"(?:you )?(?:have|has|given|got) no (?:permission|consent|authority|right) to (?:{_CONTACT}|be texting)",
        rf"(?:rather|prefer) (?:not|to not)(?: to)? (?:get|receive|be|have|hear) (?:\w+ ){{0,4}}?(?:{_MESSAGES}"
        rf"|these|this"
        rf"|texted|called|contacted|from you)(?={_ENDS})",
        r"(?:appreciate|like|prefer|better|best|grateful|great) (?:it )?if you (?:\w+ )?(?:didnt|did not|wouldnt"
        r"|would not"
        rf"|dont|do not|stopped|quit)(?: \w+)? (?:{_CONTACT}|{_CONTACTING})(?: {_ME})?(?={_ENDS})",
        rf"{_NEVER} (?:(?!remember)\w+ )?(?:sign(?:ed)? up|agreed?(?= to| for)|consent(?:ed)?|subscribed?"
        rf"|opt(?:ed)? in|asked(?= for| to| you)"
        r"|authori[sz]e\w*|requested?)(?: (?:for|to|you|get|receive|be|getting|receiving|being|any|of|these|this"
        r"|your|the))*"
        rf"(?: {_MESSAGES}| texted| contacted| called| messaged)?(?={_ENDS})",
        rf"{_NEVER} (?:ask(?:ed)?|authori[sz]ed?|tell|told|want(?:ed)?|allow(?:ed)?|permit(?:ted)?)"
        rf" you to (?:{_CONTACT})(?: {_ME})?",
        r"(?:withdraw|revoke|rescind|retract|take back|withdrawing|revoking|rescinding|withdrawn|revoked)"
        rf" (?:(?:my|any|all|our|that|prior) )*(?:consent|permission|authori[sz]ation)(?:{_ENDS}| (?:to|for)"
        rf" (?:be |being |receive |receiving |get |any |your |the |you |all |further |more )*(?:{_MESSAGES}"
        rf"|contacted|texted"
        rf"|called|you|{_CONTACT})| i gave)",
        r"(?:want|like|wish|asking|asked|prefer) to be left alone|(?:want|need|let me) (?:off|out of) (?:this|your)",
    )
)

# --- Wording that asks for it only at the head of a clause, or after words that ask us ---

ONLY_WHEN_ASKED = tuple(
    re.compile(rf"\b{idea}")
    for idea in (
        rf"leave (?:me|us|my \w+)(?: \w+| the \w+)? (?:alone|be|in peace)(?={_ENDS})",
        rf"(?:go away|get lost|piss off|buzz off|bugger off|back off|knock it off|cut it out|(?:f|f k|fck|fuk|fuck"
        rf"|eff|screw) (?:off|you)|lay off"
        rf"|give it a rest)(?={_ENDS})",
        rf"throw (?:my|this|our|that|the) (?:\w+ )?number (?:away|out)|get rid of (?:my|this|our) (?:\w+"
        rf" )?(?:number|contact)"
        rf"(?={_ENDS})",
        rf"(?:lose|forget|ditch|burn|toss|shred|trash|erase|delete|remove) (?:my|this|our|that|the) (?:\w+ )?"
        rf"(?:number|digits|contact|contacts|info)(?={_ENDS})",
        r"forget (?:that )?you (?:ever )?(?:had|have|know|got|knew) (?:my|this|our) (?:number|phone|contact|name)",
        rf"{_REMOVE} {_MINE} (?:off|out|from (?:this|here))(?={_ENDS})",
        rf"(?:remove|removing|drop|scratch|delete|erase|block) (?:me|us|(?:my|this) number)(?={_ENDS}| from)(?!"
        rf" from the)",
        rf"(?:stop|quit) (?:getting|receiving) (?:\w+ ){{0,3}}?{_MESSAGES}",
        rf"(?:text|call|contact|message) (?:me |us |here |this number )*again(?: \w+){{0,2}}? (?:, )?(?:and|or)"
        rf" {_THREAT}",
    )
)
