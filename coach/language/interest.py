"""How the prospect showed interest: what a rep may recall of it in the opening."""

from __future__ import annotations

import re

from coach.language.patterns import any_of, one_of
from coach.language.sentences import Passage
from coach.language.wording_model import Judge

_DID = one_of(
    r"filled|fill|asked|sent|left|rang|called|phoned|booked|downloaded|requested|commented|wrote",
    r"messaged|emailed|texted|came|come|posted|scanned|signed|saved|picked|put|started|clicked|dropped",
    r"did|do|answered|stopped|visited|circled|registered|entered|replied|responded|attended|applied",
    r"used|took|tried|mailed|submitted|ordered|typed|chatted|told|gave|watched|viewed|liked|shared",
    r"subscribed|joined|completed|mentioned|inquired about|enquired about|wanted|looked",
    r"had (?:put|asked|sent|filled|booked|left)|sent us|walked|spoke|faxed|tagged|dmd|pressed|ticked",
    r"checked",
)
_WHERE = one_of(
    r"form|forms|website|web ?site|web ?page|site|page|online|ad|advert|advertisement|post|message",
    r"voicemail|e ?mail|mail|text|facebook|instagram|linkedin|whatsapp|tiktok|youtube|zillow|stall",
    r"stand|booth",
    r"(?<!did )(?<!had )(?<!to )show(?! (?:an |some |you |me )?(?:interest|how|what|you))|fair|expo",
    r"conference|seminar|webinar|talk|open (?:house|day|afternoon|morning|evening)|calculator|checklist",
    r"check ?up|coupon|brochure|catalog(?:ue)?|leaflet|flyer|poster|reel|video|guide|pdf|report|trial",
    r"demo|sample|card|helpline|helpdesk|hotline|slot|consult\w*|appointment|survey|quiz|raffle|draw",
    r"sheet|letter|enquiry|inquiry|request|requirement|quote|quotation|estimate|appraisal|valuation",
    r"quotes|assessment|brochures|viewing|question|contact page|chat|app|portal|newsletter|download",
    r"ebook|directory|comparison|referral|sign ?up|waitlist|meeting|breakfast|market|workshop|event",
    r"package|trip|tour|interview|meter|voucher|prospectus|questionnaire|the knot",
)
_ASKED_FOR = one_of(
    r"form|message|voicemail|e ?mail|enquiry|inquiry|request|requirement|quote|quotation|estimate",
    r"appraisal|valuation|application|booking|demo|trial|consult\w*|appointment|download|survey|referral",
)
_NAMED = re.compile(
    r"\b(?:(?:you(?:d|ve| had| have| did)?|your \w+(?: \w+)?|somebody|he|she) (?:just |also |kindly |recently "
    rf"|already |even )?{_DID}\b.{{0,90}}?\b{_WHERE}s?\b"
    rf"|(?:the|your|this|that|an?|my|our) (?:\w+ ){{0,4}}?{_WHERE}\b.{{0,40}}\b(?:you(?:d|ve| had| have| did)?"
    rf"|ye) (?:just |had |recently )?{_DID}\b"
    r"|(?:about|regarding|following|following up on|got|received|have|had|seen|saw) (?:the|your"
    rf"|this) (?:\w+ ){{0,3}}?{_ASKED_FOR}\b"
    r"|you(?:d|ve| had| have)? (?:just )?(?:asked|called|rang|wrote|messaged|emailed|texted|wanted to know|told us"
    r"|requested|booked|downloaded|saved|visited|ordered) (?:\w+ ){0,4}?(?:a?bout|for|regarding|the|a|an|our"
    r"|to)\b(?! (?:us|we)\b)"
    rf"|(?:on|through|at|via) (?:our|your) (?:\w+ ){{0,2}}{_WHERE}\b"
    r"|replied? to (?:my|our)|reply to (?:my|our))"
)
_IF_YOU = re.compile(r"\b(?:if|when|once|unless) (?:you)?$|\bif \w{0,3}$")
_BARE = any_of(
    r"(?:reached|reach|reaching) out|(?:got|get|been|were) in touch|contacted|contact us",
    r"(?:showed|shown|show|expressed|express\w*|had|have)(?: an?| some| us)? interest(?:ed)?|interested in",
    r"enquired|inquired|enquiry|inquiry|got hold of|get hold of|made contact|got on to us|wrote to us",
    r"called us|rang us|asked about us|signed up|you (?:called|rang|wrote|messaged)",
)
_CORRECTED = re.compile(
    r"^(?:oh |um |uh |er |well )*(?:no|nope|nah)\b.{0,60}\b(?:one|not (?:the|a|me|my|mine)"
    r"|wasnt|it was|i asked|didnt|thats not|never)\b|\bi (?:didnt|never) (?:ask"
    r"|fill|send|call|write|download|put|sign)"
)


def names_the_interest(plain: str) -> re.Match[str] | None:
    """Names the ad, form, message, event or request by which the prospect showed interest."""
    match = _NAMED.search(plain)
    return None if match and _IF_YOU.search(plain[: match.start() + 3]) else match


def points_at_interest(plain: str) -> re.Match[str] | None:
    """Says that the prospect got in touch, and not how or about what."""
    return _BARE.search(plain)


def interest_shown(sentence: Passage, judge: Judge) -> tuple[str, Passage]:
    """Whether `sentence` names how the prospect showed interest ("named"), points at it ("bare") or does neither."""
    named, pointed = names_the_interest(sentence.plain), points_at_interest(sentence.plain)
    match = named or pointed
    label = judge.label("interest", sentence.text, "named" if named else "bare" if pointed else "none")
    return label, sentence.at(match) if match else sentence


def corrects(plain: str) -> bool:
    """The prospect says that it was something else."""
    return _CORRECTED.search(plain) is not None
