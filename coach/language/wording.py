"""Worn phrases and wording that puts people off, as lists of patterns over plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.language.patterns import any_of
from coach.language.sentences import Passage
from coach.language.wording_model import Judge

STOCK_PHRASES = any_of(
    r"introduc(?:e|ing) (?:myself|our (?:company|firm|team|services)|ourselves)",
    r"just following up$|lets connect",
    r"see (?:if|whether) you (?:had|have|might have) any questions",
    r"(?:see|find out|know) where you are (?:in|with|on) (?:the|your|this) (?:process|decision|project|search)",
    r"touch(?:ing)? base",
    r"(?:just |only |simply |wanted to |to |quick )?(?<!the )(?<!online )(?<!your )(?<!self )check(?:ing)? in(?! "
    r"at| on (?:mon|tues|wednes|thurs|fri|satur|sun)day|to)",
    r"circl(?:e|ing) back|pick(?:ing)? (?:your|ur) brains?",
    r"(?:great|amazing|exciting|fantastic|unique|golden|huge|wonderful|incredible|excellent|once in a lifetime|"
    r"real|awesome|big) (?:\w+ )?opportunit(?:y|ies)",
    r"(?:we |that |which )?(?:provide|offer|deliver|have|bring) (?:\w+ ){0,4}solutions?(?: (?:that|to|"
    r"which) (?:\w+ )?(?:help|helps|improve|drive|boost))?",
    r"solutions? (?:that|which) helps?",
    r"reach(?:ing)? out(?: to (?:connect|you|see|introduce|touch)| and (?:connect|touch))?(?= (?:to|and|because|"
    r"regarding|about|today|with|on|again|as|since|again|from)|$)",
    r"connect(?:ing)? (?:with you|and|to see|to learn|to explore)",
    r"(?:to|a time to|time to|love to|us to) connect(?! (?:the|it|your|that|to|up|with (?:the|our|my|his|her|"
    r"their)))",
    r"win win|next level",
    r"(?:exciting|amazing|great) (?:things|options|offers|offer|news to share)",
    r"(?:see|explore|find out|learn) (?:whether|if) (?:there is|theres|it makes|we are|were) (?:a |an |"
    r"any )?(?:good )?(?:fit|sense|synergy|synergies|match)",
    r"synerg(?:y|ies)|leading provider|special[a-z]+ in helping|end to end solutions?",
    r"(?:hope|trust) this (?:message |note |email )?finds you well",
    r"(?:discuss|explore|learn(?: more)? about|understand) your (?:business )?(?:needs|goals|challenges|"
    r"pain points|priorities)",
    r"(?:ten|fifteen|twenty|thirty|five|a few|couple|10|15|20|30) minutes (?:on|in|of) your (?:calendar|diary|"
    r"time)",
    r"low hanging fruit|move the needle|game ?changers?|think(?:ing)? outside the box|leverag(?:e|ing)",
    r"value add(?:ed|s)?|best in class|world class|cutting edge|state of the art|one stop shop",
    r"award winning|industry leading|market leading|turnkey|businesses (?:just )?like yours",
    r"(?:companies|organi[sz]ations|firms|people|families) (?:just )?like you(?:rs)?",
    r"(?:were|we are|im|i am|always) here for you(?: every step of the way)?",
    r"every step of the way|(?:all )?your (?:\w+ )?needs",
    r"(?:see|hear) where (?:your heads? (?:is |s )?at|youre at|you are at|things stand|we stand|"
    r"things are(?: at)?)",
    r"where your heads? at",
    r"put(?:ting)? (?:something|a time|some time) (?:on|in) (?:the|your) (?:calendar|diary|books)",
    r"(?:hop|jump|get) on a (?:quick )?(?:call|zoom)",
    r"(?:full|true) potential|bottom line|peace of mind|on (?:your|my|the) radar",
    r"top of (?:mind|your inbox|the pile)|bump(?:ing)? this|ping(?:ing)? you",
    r"(?:take|carry) (?:it|this|that|things) offline",
    r"deep dive|at your earliest convenience|do more with less",
    r"(?:save|saving) (?:you )?(?:time and money|money and time)",
    r"no brainer",
    r"(?:follow|following) up on my (?:last|previous|earlier) (?:email|mail|message|voicemail|note)",
    r"(?:just )?(?:wanted|want|hoping) to (?:introduce myself|put a face|see how (?:youre|things are|"
    r"everything is) (?:doing|going))",
    r"you(?: have|ve) been (?:selected|chosen|specially)",
    r"in today ?s? (?:competitive|fast paced|busy)",
)
_HARMLESS = any_of(
    r"(?:so|very|truly|terribly|awfully|deeply) sorry (?:about|for) (?!the (?:noise|delay|background|late|short|"
    r"wait|confusion|interruption|line))",
    r"(?:so |very |really |truly |terribly |awfully |deeply )*sorry (?:to hear|to learn|about what|"
    r"for what (?:you|happened)|that happened|for your loss|about (?:your|the loss|the accident|that o)|you(?:re|"
    r" are) (?:going|having|dealing)|(?:the|your|that) [\w ]{3,40} (?:was|were|got|has been) [\w ]{2,20} (?:on|to|"
    r"for|from) you|for the trouble (?:you|with)|things have|it happened)",
    r"no (?:problem|worries|rush|hurry|trouble|bother|digging|need|charge|cost|obligation)(?: at all)?",
    r"(?:dont|do not) worry",
)

MILD = any_of(
    r"(?:forgive|excuse|pardon) (?:me|us|the|my|our)",
    r"phone tag|telephone tag",
    r"you (?:must|have to) be (?:so |very |really |super )?(?:busy|swamped|slammed|run off|snowed|flat out|"
    r"tied up)",
    r"(?:worried|afraid|feeling) (?:that )?(?:weve|we have|ive|i have|we|i) (?:may have |might have )?lost you",
    r"sorry (?:that )?(?:i |we )?(?:keep |kept |have |ve )?miss(?:ed|ing) (?:you|your|each)",
    r"sorry we keep missing each other",
    r"(?:sorry|apologi[sz]e|apologies|pardon|forgive|excuse) (?:me |the |my )?(?:for|about|to|its|it is|that|if|"
    r"im|i|background|noise|delay|interruption|connection|line|reception)(?: [\w]+){0,4}",
    r"(?:my |sincere |many )?apologies",
    r"(?:i |we )?(?:do )?(?:hate|dont (?:want|mean|like)|do not (?:want|mean|like)|didnt (?:want|mean)|not trying|"
    r"dont wanna|wouldnt want) to (?:be )?(?:bother|bug|chase|disturb|pester|annoy|intrude|interrupt|nag|trouble|"
    r"impose|hassle|be a (?:pest|pain|nuisance|bother)|a (?:pest|pain|nuisance|bother))(?:ing)?",
    r"(?:i )?(?:dont|do not) want to be (?:annoying|bothering|pestering|chasing|pushy|a pest|a nuisance|a pain)",
    r"(?:i |we )?(?:know|understand|realise|realize|appreciate|imagine|am sure|m sure|guess|bet|"
    r"see)(?: that)? (?:you|youre|you are|you must be|youve|you have|your) (?:must be |have |are |probably |both |"
    r"all )*(?:very |so |really |super |extremely |rather |a )*(?:busy|swamped|run off|up to your|snowed|slammed|"
    r"flat out|a lot on|got a lot|plate|tied up|hectic)",
    r"(?:i |we )?(?:havent|have not|hadnt|had not|didnt|couldnt|could not|cant|cannot|wasnt able|been unable|"
    r"unable) (?:managed |been able |seem |manage |to )*(?:to )?(?:reach|get hold of|get a hold of|catch|"
    r"get through|connect with|get you|speak (?:to|with) you|track you down|pin you down)",
    r"(?:had|having) (?:no|any) luck (?:reaching|getting|catching)",
    r"(?:i |we )?hate (?:leaving|doing|making|these|to leave) (?:these|messages|this|calls|cold|voicemails|voice)?",
    r"(?:i )?keep missing you",
    r"(?:you )?(?:might|may|probably) (?:not|dont) remember me",
    r"(?:bad|worst|wrong|terrible|awkward) (?:time|moment) (?:to|for)",
    r"unfortunately|im afraid(?! of)|i am afraid(?! of)|sorry (?:again|once more)",
    r"(?:another|yet another) (?:voicemail|message|sales)",
)

HARSH = any_of(
    r"you (?:keep|kept|are|were) (?:on )?(?:dodging|ignoring|avoiding)",
    r"(?:i|we|ive|weve)(?: have| had)?(?: already| now)? (?:called|rung|rang|phoned|tried|emailed|texted|messaged|"
    r"written|reached out)(?: (?:you|to|reach|call|get|hold|of|in|touch|with))* (?:\w+ )?(?:two|three|four|five|"
    r"six|several|many|multiple|numerous|countless|a few|a number of) (?:different )?times",
    r"do you even",
    r"(?:cant|cannot|wont|can not) wait (?:any longer|much longer|forever)",
    r"decide (?:today|now|tonight|right now)",
    r"(?:need|want) (?:an answer|a decision|your decision) (?:today|now|tonight|right now)",
    r"(?:i|we) (?:was|were|am|are) (?:\w+ )?(?:disappointed|frustrated|annoyed|upset|let down)",
    r"(?:you|ya|youve) (?:still |just |really |clearly |both |also )*(?:havent|have not|didnt|did not|dont|do not|"
    r"never|have never|never even|have yet to|hadnt|not) (?:yet |ever |even |actually |"
    r"bothered to )*(?:return(?:ed|ing)?|call(?:ed|ing)?|rung|ring|ringing|respond(?:ed|ing)?|repl(?:y|ied|ying)|"
    r"got(?:ten)?|get|getting|come|came|answer(?:ed|ing)?|pick(?:ed|ing)?|phone[d]?|text(?:ed)?|written|write|"
    r"wrote|sent|had the courtesy|shown|confirmed|bothered)",
    r"(?:youre|you are|your) (?:still |just )?(?:(?:not|never) (?:returning|picking|answering|calling|responding|"
    r"replying|getting back|interested)|avoiding|ignoring|dodging)",
    r"you (?:still )?(?:aint|never) (?:showed|called|rung|come|came|returned|answered|picked|got|responded|"
    r"replied|signed|sent)",
    r"(?:dont|do not|not) (?:want to )?sleep on (?:this|it)",
    r"dont wait|do not wait|dont delay",
    r"not (?:been )?(?:returning|returned|answering|answered|picking up|responding|replied|"
    r"replying)(?: to)? (?:my|our|any|the|me|us|calls?|up)",
    r"(?:havent|have not|not|never|yet to|still havent|didnt) (?:yet |still )?hear[d]? (?:back |anything |a word |"
    r"a thing |a peep )*(?:from|off) you",
    r"(?:havent|have not|never|not) heard (?:back|anything)",
    r"(?:gone|been) (?:very |awfully |a bit |so )*(?:quiet|silent|dark|cold)(?: on (?:me|us))?",
    r"ghost(?:ed|ing) (?:me|us)",
    r"(?:ignor(?:e|ed|ing)) (?:me|us|my|our|this|these|all)",
    r"(?:dont|do not|you dont want to|wouldnt want (?:you )?to|want you to|not) miss (?:out|this|it|your|"
    r"the chance)",
    r"want you to (?:lose|miss)|do not miss|dont miss",
    r"(?:last|final) (?:chance|attempt|warning|notice|reminder|opportunity|offer)",
    r"(?:this is|its|thats|be) (?:my|the|your|our) (?:very )?(?:last|final) (?:call|message|voicemail|time|try)",
    r"(?:so |and )?this is (?:the )?final|before (?:its|it is) too late",
    r"(?:now or never|act (?:now|fast|today|quickly)|hurry|time is running out|running out of time|wont last|"
    r"not going to last|faster faster|limited (?:time|spots?|seats?|offer|slots?)|very limited|while (?:stocks|"
    r"supplies|they) last)",
    r"(?:have|going|forced|obliged) to (?:give|offer|pass|release|move) (?:your|the|this|it|that) (?:\w+ )?(?:to|"
    r"on) (?:somebody|someone|another|the next)",
    r"(?:else|or) (?:its|it is|it will be|itll be) gone",
    r"(?:this |it )?(?:isnt|is not|aint|not|wasnt) (?:a |an |another |some |your usual |any )*(?:sales|sale|"
    r"marketing|cold|spam|scam|telemarketing|robo) ?(?:call|calls|pitch|trick|gimmick|message|thing|talk)?",
    r"not (?:trying to|here to|calling to|going to try to) sell",
    r"(?:not|no) (?:a )?(?:scam|gimmick|catch)",
    r"(?:no answer|didnt (?:answer|pick)|not picking)",
    r"(?:if|whether) you(?:re| are) (?:even |actually )?(?:getting|receiving|listening to) (?:these|my|this)",
    r"(?:i |we )?(?:ve |have )?(?:already )?(?:left|leaving|called|rang|tried|calling|"
    r"sent) (?:you )?(?:\w+ ){0,2}(?:messages|times|voicemails|already|several|three|four|five|"
    r"six)(?: now)?(?= (?:and|with|but|yet))",
    r"(?:for the|this is the|my|this is my) (?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|umpteenth|"
    r"nth) (?:time|call|message|attempt|try|voicemail)",
    r"(?:will|would|wont) not waste your time|wont waste your time|waste(?:d|s|ing)? (?:my|our|your) time",
    r"(?:youll|you will|youd|you would) (?:regret|be sorry|lose out|be kicking)",
    r"(?:what are|why are|why havent|why have) you (?:avoiding|ignoring|not|waiting)",
    r"(?:you )?(?:need|have|ought) to (?:stop|decide now|make up your mind)",
    r"(?:theres|there is) (?:really )?no (?:excuse|reason) (?:not )",
    r"(?:i am|im) (?:very |quite |rather |a bit |really )?(?:disappointed|frustrated|surprised|annoyed|upset)",
    r"(?:unlike) (?:the )?(?:other|others|your|most)",
    r"(?:if (?:i|we) dont hear|if you (?:do not|dont) (?:respond|reply|call|answer|get back))",
    r"(?:wait(?:ed|ing)? (?:for you|on you|for your))",
)


def stock_phrases(sentences: Iterable[Passage], judge: Judge) -> tuple[Passage, ...]:
    """The worn phrases, each once; a phrase that is only quoted is not one."""
    seen: set[str] = set()
    found = []
    for sentence in sentences:
        worn = list(sentence.find(STOCK_PHRASES))
        hits = [hit for hit in worn if not _quoted(hit, sentence)]
        if worn and not hits:
            continue
        if judge.label("vm_stock", sentence.text, "stock" if hits else "no") == "no":
            continue
        for hit in hits or [sentence]:
            if hit.plain not in seen:
                seen.add(hit.plain)
                found.append(hit)
    return tuple(found)


def negative_wording(sentences: Iterable[Passage], judge: Judge) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Blame, pressure and the denial that it is a sales call; and the caller's apologies and excuses."""
    harsh: list[Passage] = []
    mild: list[Passage] = []
    for sentence in sentences:
        bad, soft = _unharmed(sentence, HARSH), _unharmed(sentence, MILD)
        label = judge.label("vm_wording", sentence.text, "bad" if bad else "mild" if soft else "harmless")
        if label == "bad":
            harsh += bad or soft or [sentence]
        elif label == "mild":
            mild += soft or bad[:1] or [sentence]
    return tuple(harsh), tuple(mild)


def _unharmed(sentence: Passage, pattern: re.Pattern[str]) -> list[Passage]:
    harmless = [match.span() for match in _HARMLESS.finditer(sentence.plain)]
    return [
        sentence.at(match)
        for match in pattern.finditer(sentence.plain)
        if not any(start <= match.start() < end for start, end in harmless)
    ]


def _quoted(hit: Passage, sentence: Passage) -> bool:
    """Whether `hit` stands between quotation marks."""
    first = next(number for number, word in enumerate(sentence.words) if word is hit.words[0])
    opened = [number for number, word in enumerate(sentence.words) if word.text[:1] in '"“‘']
    closed = [number for number, word in enumerate(sentence.words) if word.text.rstrip(".,!?;:")[-1:] in '"”']
    return any(at <= first <= min((end for end in closed if end >= at), default=-1) for at in opened)
