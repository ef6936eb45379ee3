"""The words and forms by which one kind of question is known from another. All on plain text."""

from __future__ import annotations

import re

from coach.language.patterns import any_of
from coach.language.questions import INVERTED, LEAD, WH

WHEN_BETTER = re.compile(
    r"\bwhen(?:s| is| would be) (?:a|the) (?:quiet|good|bett|convenient"
    r"|best|eas)\w* (?:time|moment|day|hour)\b|\b(?:when|whens|what time"
    r"|which time|what timed|what day|which day|what times)\b.*\b(?:better"
    r"|suit|suits|best|good for you|easier|convenient|prefer|call(?: you)?$"
    r"|ring(?: you)?$|phone(?: you)?$|(?:should|shall|can|could) (?:i )?(?:call|ring|phone|catch)"
    r"|i (?:should |can )?(?:call|ring|phone|catch)|you (?:free|off|home|back|out of|get (?:off|home|out|back)"
    r"|finish)"
    r"|catch you|finish|out of)\b|what(?:d|s)? (?:would |is )?(?:be )?(?:a "
    r"|the )?(?:better|best|good) (?:time|day)\b|what (?:does|is) (?:next"
    r"|this) week (?:look )?like|mornings? or (?:afternoons?|evenings?)"
    r"|^(?:\w+ )?(?:today|tomorrow)(?: or \w+)?$|what time (?:do|does"
    r"|are) (?:you|they|he|she)\b.*\b(?:off|home|finish|get|go)\b"
)

AGREE = re.compile(
    r"\b(?:are we set|(?:is|does) that (?:fair|sound)|^(?:deal|fair|agreed)$"
    r"|how (?:does|is|would|s) .{2,40}\b(?:look|sound|work)\b(?!ing| for you (?:once|when|if))"
    r"|(?:what if|could) we (?:do|say|make|meet|try)|(?:can|shall|should|could) (?:i|we) (?:pencil|send (?:the|an"
    r"|you an) invite|put (?:that|it|you|thirty|a)|lock|hold)"
    r"|(?:does|do|would|will|did) (?:that|this|it|\w+day|the \w+|tomorrow|next|\w+ at)\b.*\b(?:work|suit|be (?:ok"
    r"|okay|all right|alright|fine|good)|do|help)\b"
    r"|(?:does|would|will) .{0,60}\b(?:work|suit|do you|be all right|be okay|be fine|work for)\b"
    r"|will that do|would that do|(?:is|are) (?:that|it|this|you|we) (?:all )?(?:ok|okay|all right|alright|right"
    r"|good|fine|settled|agreed|a yes|a deal|a date|happy|cool|fair|on)(?: with| for| by|$| then)"
    r"|that (?:work|suit|good|okay|ok|sound)\b|sounds? (?:good|fair|ok|okay|like a plan|all right)"
    r"|we good|all right (?:with|for) you|okay with you|good with (?:you|that)"
    r"|can you (?:do|make|manage) (?:that|it|\w+day)|deal$|agreed$|settled$"
    r"|pakka$|shall we|should we|how about|what about (?:\w+day|tomorrow|the \w+|next|\w+ oclock)"
    r"|why dont (?:we|i|you)|(?:would|do|dont) you (?:like|want|care|wanna) (?:me |us )?(?:to )?(?:come|meet|go|see"
    r"|set|book|try|have|sit|put|send|schedule)"
    r"|do you wanna|shall i|would it help|would you (?:come|bring|let|be (?:able|willing|up|open)|mind)"
    r"|will (?:you|ye) (?:come|bring|be there|be home)|(?:can|could|would|will) (?:you|ye) (?:please )?(?:send|text"
    r"|email|e mail|mail|whatsapp|bring|take|meet|come|stop|drop|forward|share|upload|snap|hold|call me|ring me|pop"
    r"|join|sign|fax)"
    r"|(?:can|could) we (?:say|do|make)|(?:can|could|may) (?:i|we|the \w+ of us|he|she|someone"
    r"|somebody) (?:please )?(?:come|call|ring|phone|swing|drop|stop|pop|show|bring|send|put|book|set|see|meet"
    r"|schedule|give you|arrange|have you|get you|pencil|sit)"
    r"|so (?:will|should) i|(?:lock|put|book|sign|pencil) you (?:in|down|up)"
    r"|^(?:and |so |then )*you (?:can|could|ll|will) |youll (?:be there|pick up|come|bring|send|remember)"
    r"|(?:let me|ill|i will|i (?:can|could)) .{3,70}$|can$|will i (?:put|lock|book))"
)

ETC = re.compile(
    r"\b(?:your (?:\w+ )?(?:address|e ?mail(?! at| now)|name|surname|number|date of birth|birth ?date|birthday"
    r"|postcode|zip|phone|mobile|landlords name|dogs name)"
    r"|whats the (?:best number|dogs name|address|number)|best number"
    r"|same number|spell|have e ?mail also|how are (?:you|we|things|ya|yall)(?! \w+ing (?!today|this))"
    r"|hows (?:it going|your (?:day|week|morning|afternoon|evening|weekend)|the day|the weather|things)"
    r"|how do you do|who(?:s| is| am i)? (?:this|speaking)|parking|(?:^|are )you (?:still )?there\b"
    r"|can you hear|you sure|you right$|do you mind if|remember me|coffee or"
    r"|tea or|(?:can|could|may|is it ok(?:ay)? if|would it be ok(?:ay)? if|is it all right if) (?:i|we) (?:ask"
    r"|just ask|get your|have your|take your|check)"
    r"|can i say|^(?:\w+ )?(?:today|tomorrow)(?: or \w+)?$|how much (?:are you looking|do you want"
    r"|were you thinking)"
    r"|what(?:s| is) your budget|know where (?:it is|we are|to find)"
    r"|want me (?:to )?bring|weather|(?:everybody|everyone|is he|is she|are they|you) (?:all ?right|alright|ok"
    r"|okay)(?: over there| there)?$"
    r"|everything ok)"
)

WHO_IS_IT = re.compile(
    rf"^{LEAD}(?:hello |hi |hey |hiya |good (?:morning|afternoon|evening) "
    r"|gday |greetings |goodnight )*(?:(?:is (?:that|this|it)|am i (?:speaking|talking|on)|may i (?:speak|talk)"
    r"|can i (?:speak|talk)|could i (?:speak|talk)|i could speak|im (?:looking|after)|have i got|do i have"
    r"|are you (?:mr|mrs|ms|miss|the owner))\b(?: (?:with|to|for))?(?! (?:an?|the|okay|ok|good|all|still|right"
    r"|your)\b).{1,40}$)"
    r"|^(?:hello|hi|hey|hiya|good (?:morning|afternoon|evening)|goodnight) (?!.*\b(?:what|how|why|who|when"
    r"|you)\b).{1,24}$"
)

CONNECTING = re.compile(
    r"\b(?:still (?:looking|searching|shopping|hunting|in the market|after|interested|need)"
    r"|(?:found|find|retained|hired|settled on|spoken to|talked (?:to|with)|spoke to|chosen|picked) (?:you "
    r"|yourself )?(?:\w+ ){0,2}(?:anyone|anybody|someone|somebody|something|another|any other|a lawyer|a \w+"
    r"|what you|one since|else)\b"
    r"|(?:has|did|have) (?:anyone|anybody|someone|somebody) (?:\w+ ){0,2}(?:taken|take|took|get|got)"
    r"|(?:taken|take) (?:this|it|him|her) (?:on|up)\b|what (?:was it (?:that )?)?(?:made|got|had|prompted|drew"
    r"|attracted|brought|led|moved|pushed|caused?|inspired|triggered|convinced) (?:you|ye|yous|yall)\b(?! (?:feel"
    r"|think|say|believe|so|angry|mad|sad))"
    r"|what(?:s| is| has| was) (?:it (?:that )?|that )?(?:thats |has |is |got |had |have )?(?:made|got|had|has"
    r"|prompted|brought|drew|moved|got you|has you|drove) (?:you|ye)\b"
    r"|what cause you|what\b.{0,25}\b(?:made|prompted|drew|attracted|brought|moved|led|inspired) you\b(?! (?:feel"
    r"|think|say))"
    r"|what it was\b.*\byou|whats got you|compar(?:e|ing) (?:us|me|it|this|that) (?:with|to|against)"
    r"|what (?:do|did|were|are|would|was it|is it)(?: it is)? (?:that )?(?:you|yous|ye|yall"
    r"|the \w+ of you)(?: \w+ly| mostly| all)? (?:hop\w+|look(?:ing)? (?:for|at|to)|expect\w*|after|like"
    r"|want(?:ing)?)\b(?!.* (?:me|us) to\b)"
    r"|(?:any|some)(?:one|body) else\b(?! yet)|what (?:was|is) it (?:about|in|on|that|from|you"
    r"|thats)\b(?!.*\b(?:worr|scare|bother|trouble|slip|fear|afraid|concern|hit|hurt|fell))(?=.*\b(?:you|your|eye"
    r"|attention)\b)(?!.*\b(?:isnt|not|doesnt|dont|arent|wasnt)\b)"
    r"|what about (?:the|our|that) .*(?:caught|made|attracted|drew|interested)"
    r"|caught your (?:eye|attention|interest)|got your attention|drew you"
    r"|attracted you|(?<!before )(?:any|some)thing else\b(?!.*\b(?:send|bring|sign)\b)"
    r"|was there anything\b|is there anything (?:that|else|more)|have anything else"
    r"|(?:was|were|are) you hoping|hoping (?:to|for|we|i|that|might)"
    r"|do you hope|you hop(?:e|ed|ing)\b|hope (?:to|for|we|from)|(?:like|want|wish|need) (?:to )?(?:come |get "
    r"|have |happen |see |achieve )?(?:\w+ )?(?:out of|from) (?:\w+ )?(?:this|the|our|today|tonight|talking|it"
    r"|all)\b"
    r"|good outcome|to happen from|best case|ideal(?:ly)? (?:outcome|result)"
    r"|could do one thing|how ?d? (?:did )?you (?:come to|hear|find out|find us|end up|get)\b.*\b(?:us|our|me|about)"
    r"|why did you (?:reach|contact|get in touch|call|ring|write|fill|ask|sign up|download|request|inquire|enquire"
    r"|reply|message|want to talk)"
    r"|in the first place|what (?:interested|appealed|excited) (?:to )?you"
    r"|thinking (?:of|about) (?:selling|buying|moving|changing|switching))"
)

PROBING_WORDS = re.compile(
    r"\b(?:tell (?:me|us) (?:(?:a (?:bit|little)|some|something) )?(?:more|about)"
    r"|say (?:a (?:bit|little) )?more|how come|what makes you|affect\w*"
    r"|how (?:does|did|do|has|is|was|are|s|d|would|will)?.{0,30}\b(?:feel|feeling|sit with|hit you|impact|hold up"
    r"|play out|take it|taking|find(?:ing)? (?:it|them|that)|cope)\b"
    r"|impact\w*|worr(?:y|ies|ied|ying)|afraid|fear\w*|scare\w*|trouble[sd]?"
    r"|bother\w*|matters?\b|important|(?:that|it|this|most|to|really) (?:\w+ )?hurts?\b"
    r"|(?:ache|suffer|annoy|stress|struggl|strain|embarrass|upset|concern|pinch|disturb|stop|slow)(?:s|es|ed|ing|e"
    r"|ful)?\b"
    r"|hold(?:s|ing)? (?:you|it|him|her|them)? ?(?:back|up)|take(?:s|n)? (?:its|a) toll"
    r"|what (?:sort|kind)s? of (?:problems?|trouble|issues?|hassle|damage|delays?|mess|pressure|difficult\w+)"
    r"|what would (?:it take|make|change|have to|need to|that be worth|it be worth)"
    r"|you(?:d| would) (?:change|fix|improve)|worth to you|(?:do|would|did) (?:you|ye|he|she|they) (?:reckon|think"
    r"|feel|figure|imagine|believe|suppose)\b(?! (?:about|of) (?:\w+day|coming))"
    r"|\b(?:what|why|how come)\b.* (?:so|that) (?:long|much|many|hard|slow|often|badly|late|big|important)\b"
    r"|(?:how much|what|how many)\b.*\b(?:lost|losing|lose|come to|set you back|costing)\b"
    r"|how (?:is|are|was|were|will|would|does|did) (?:that|this|it|those|they) .*\b(?:for|on|with) (?:you|your|him"
    r"|her|them|the)\b"
    r"|what (?:does|did|do|will|would|is|was|s|are)? ?(?:that|this|it)? ?(?:mean|cost|do to|doing to"
    r"|do for)\b(?!.* a (?:quarter|month)\b)"
    r"|(?:what does|whats|what is|what did) (?:that|this|it) (?:do|doing) (?:to|for)\b"
    r"|do to you\b|how (?:has|is|was|have) (?:that|it|this) been\b(?! (?:going|sitting|like that))"
    r"|how is that for (?:you|him|her|them)|how(?:d| did) (?:that|it|he|she|they) (?:sit|feel|take)"
    r"|(?:what|whats|what is) it (?:is )?about\b|what (?:was|is) it about the"
    r"|whats? (?:it|that|this) mean|(?:has|did|does|will) .{1,30}\bcost you"
    r"|^(?:\w+ ){0,2}(?:how so|like what|such as|meaning|in what sense|and then|how come)$"
    r"|whats (?:behind|driving|causing) (?:that|it)|what (?:was|is) that like"
    r"|(?:got|gets) in the way|what have you tried|at stake|how (?:painful|costly|stressful|frustrating|difficult)"
    r"|how often does (?:that|it)|what did you do (?:about|when|then)"
    r"|how did (?:they|he|she|you|the \w+) (?:react|respond|handle|deal|feel|take)"
    r"|(?:lose|losing|cost) (?:you|each|every|per|because)|what happens? (?:when|if|after|to|on|next|then)"
    r"|what happens\b|when you say|in what way|for (?:example|instance)"
    r"|how (?:bad|serious|hard|dead|so\b|often does that)|hows? (?:that|this|it|the \w+) (?:work(?:ing)?|going|hold"
    r"|sit|feel|affect)"
    r"|what did you make of|make of (?:that|it)|wakes you|keeps you up"
    r"|what (?:did|does|do) .{1,30} (?:say|think|do) (?:about|to) (?:it|that|you|them|him|her)"
    r"|what would (?:it|that|you need|happen)|would you need to|think about (?:it|that)$"
    r"|going through you|what about that|the hardest|the worst|biggest (?:problem|worry|challenge|concern)"
    r"|frustrat\w*|what else happened|what then|then what|whats there to)"
)

WHY = re.compile(
    rf"^{LEAD}(?:why|whys|whyd|how come|for what reason)\b|\bwhy (?:is"
    r"|was|are|do|does|did|not|would|you|has|s)\b|(?:give you|give) a reason"
)

WHY_CHOSEN = re.compile(
    r"\bwhyd? (?:did |do |has |have )?(?:you|your \w+|he|she|they|the \w+"
    r"|yall)\b.*\b(?:choose|chose|pick|picked|go with|went with|go for"
    r"|get involved|sign with|use|using|buy|bought|start with|decide on"
    r"|switch to|stay with|join)\b"
)

PAST_OR_PRESENT_FACT = any_of(
    r"at (?:the moment|present)|right now|currently|presently|these days|as of now|at this (?:time|point)",
    r"nowadays|today|just now|how long|how many|how much (?:is|are|do|does)|how old",
    r"who(?:s| is|ve| do| does| are| looks| supplies| handles)?\b|whom|which|where|when (?:did|was|is|does|do|s)",
    r"what (?:do|are|is|did) you (?:use|using|pay|paying|drive|driving|have|do)|do you have",
    r"have you (?:got|had|been|seen|ever|already)",
    r"are you (?:on|with|using|working|renting|still)|did (?:you|he|she|they|it)|what happened",
)

DIGS = re.compile(
    r"\b(?:what|hows?|where|why|which|who|whats|wheres|whatd)\b.*(?:\b(?:is|are|was|were) (?:that|this|those"
    r"|these)\b(?: \w+){0,2} \w+ing\b"
    r"|\b(?:do|does|did|will|would|can|could|has|have) (?:that|this|those|these)\b(?: \w+){0,2} (?!exactly|again"
    r"|then|now|today|on|in|at|with|for|from|of|like)\w+"
    r"|\b(?:stopp?|driv|mak|keep|caus|forc|prevent|push|lead|hold|block|trigger)(?:s|ing|es) (?:you|it|them|him|her"
    r"|that|this|people)\b"
    r"|\b(?:forces?|stops?|keeps?|makes?|prevents?|keep) (?:you|them|him|her|people)\b"
    r"|\b(?:headache|problem|worry|hassle|challenge|difficulty|pain|nightmare|struggle|frustration|downside"
    r"|drawback|risk|priority|concern)s?\b"
    r"|\b(?:go|goes|going|gone|went) wrong|\b(?:break|fall|cut|let|run)(?:s|ing)? (?:down|out|apart|through|you)\b"
    r"|\b(?:cop(?:e|es|ing)|leav(?:e|es|ing) (?:you|him|her|them))\b"
    r"|\b(?:hardest|worst|biggest|toughest|trickiest|most)\b|\b(?:changed|happened|different) since\b"
    r"|\bwould (?:\w+ ){0,2}?(?:keep|stop|make|change|look like|convince|help|happen|mean|need)\b)"
    r"|^(?:\w+ ){0,2}any (?:idea|sense|feel) (?:of |for )?(?:how|what"
    r"|why|where)\b|\bif (?:\w+ ){2,8}what would\b"
)

ASKS = re.compile(rf"{LEAD}(?:{WH}\b|{INVERTED.pattern.lstrip('^')})")

IF = re.compile(rf"^{LEAD}(?:when|let|say|how|ill|id)\b")

PROPOSAL = re.compile(rf"\bwould\b.*\b(?:suit|work)\b|^{LEAD}(?:let me|ill|i will|so i|shall) (?!bother|keep|take)")

NO_PROPOSAL = re.compile(r"\b(?:until|till|since|before|from|every|by) (?:the )?$|\b(?:got|have|had) .*\b(?:of|on) ")

PRESENT_DAY = re.compile(r"(?:today|this (?:morning|afternoon|evening)|the end)$")

HOW_ABOUT = re.compile(rf"^{LEAD}(?:how about|what about|what if|hows|how is|how would|whats .{{0,12}}like)\b")

OFFERS = re.compile(
    rf"^{LEAD}(?:maybe |perhaps |if .{{3,40}} )?(?:(?:will|would) (?:you|someone|somebody|anyone|anybody"
    r"|there) (?:\w+ ){0,2}be (?:in|there|home|at|around|about|free|available)\b"
    r"|(?:does|do|will|would) (?:that|this|it|those) (?:\w+ )?fit\b"
    r"|(?:may|can|could|shall|should|might) (?:i|we|he|she|they|someone|somebody|the \w+ of (?:us|you)) (?:both "
    r"|just |maybe |also |perhaps |then |quickly |at least )*(?!(?:ask|know|hear|check|take|have your|get your|say"
    r"|confirm your|start|speak|talk|is|be|tell|just)\b)\w+"
    r"|(?:can|could|will|would) (?:you|ye|yous|yall|you both|you two)(?: both| two| all)? (?:please |both |maybe "
    r"|also |just |at least )*(?!(?:tell|describe|explain|say|change|call|call it|need|have|give|share|walk|remind"
    r"|hear|see me|recommend|prefer|rather|consider yourself|help me|talk|think|use|pay|spend|choose|rate)\b)\w+"
    r"|would you (?:both )?(?:like|want|prefer|care for|have (?:time|room|half)|rather have) (?:me|us|him|her|them"
    r"|to|a|an|that|it|one)\b(?!.*\b(?:out of|from) (?:this|us|the call)\b)"
    r"|(?:do|dont) you want (?:me|us|him|her|them|to)\b|mind if|(?:is it|would it be) (?:ok|okay|all right|fine) if"
    r"|lets\b|let (?:me|us)\b|hope (?:that|this|it|you)\b|(?:is|will|does|would) (?:that|this|it"
    r"|the \w+) (?:\w+ ){0,3}(?:enough|suit|fit|do|work|ok|okay|fine|good|acceptable|agreeable)(?: (?:for|with"
    r"|by) \w+)?$)"
)

ASKS_FOR_A_FACT = re.compile(
    rf"^{LEAD}(?!how about|what about|why dont|what if|what do you say"
    r"|how (?:does|is|would|s) (?:that|\w+day|tomorrow|next|the \w+) "
    rf"|hows )(?:in what |at what )?{WH}\b|^{LEAD}(?:have|has|had|did"
    r"|was|were) "
)
