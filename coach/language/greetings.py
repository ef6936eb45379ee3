"""Words that belong to a recorded greeting, or to a person who leaves a message. Pure; over plain text."""

from __future__ import annotations

import re

GREETING = re.compile(
    r"""
      \byou(?:\ ha)?ve\ (?:just\ )?reached\b(?!\ out) | \byou\ have\ (?:just\ )?reached\b(?!\ out)
    | \byou\ have\ (?:just\ )?(?:called|dialed|dialled)\b
    | \bthanks?(?:\ you)?\ for\ calling\b | \bthis\ is\ the\ (?:voice\ ?mail|mailbox|answer)
    | \bvoice\ ?mail\ (?:box\ )?(?:of|for|system|service)\b | \b(?:voice\ )?mailbox\ (?:of|for|is|belonging|that)\b
    | \bleave\ (?:me\ |us\ |him\ |her\ |them\ )?(?:a|your|the)
      \ (?:\w+\ ){0,3}(?:message|name|number|voice\ ?mail|details|note)\b
    | \bleave\ (?:it|one|word|your\ \w+)\ (?:and|after|at|so)\b | \bleave\ (?:me|us)\ (?:one|a\ word|your)\b
    | \brecord\ (?:your|a)\ (?:\w+\ )?message\b | \bplease\ record\b
    | \b(?:after|at|following|wait\ for|when\ you\ hear|before)\ the
      \ (?:\w+\ )?(?:tone|beep|bleep|signal|sound\ of\ the)\b
    | \bis\ (?:not|un)\ ?(?:available|able\ to)\b | \bis\ not\ (?:available|in)\b | \bisnt\ available\b
    | \bis\ on\ the\ phone\b | \bis\ currently\ (?:un|not|away|out|busy)
    | \b(?:cannot|cant|can\ not|couldnt|unable\ to|not\ able\ to|wont\ be\ able\ to|not\ available\ to)\ (?:\w+\ )?
      (?:take|answer|get\ to|come\ to|pick\ up|reach)\ (?:\w+\ ){0,3}(?:call|phone|telephone)\b
    | \b(?:away\ from|not\ at)\ (?:my|the|our|his|her)\ (?:desk|phone|office)\b
    | \b(?:person|party|customer|number|subscriber|extension)\ (?:that\ )?you(?:\ a|)re\ (?:trying|calling|have)
    | \b(?:person|party|customer|number|subscriber)\ (?:that\ )?you\ (?:have\ )?(?:are|called|dialed|dialled|tried)
    | \bforwarded\ to\ (?:an?\ )?(?:automat|voice) | \bautomat(?:ic|ed)\ voice
    | \bpress\ (?:\w+\ )?(?:one|two|zero|pound|star|hash|[0-9#*])\b
    | \b(?:may|can|simply|just|or|then)\ hang\ up\b | \bhang\ up\ (?:or|and|when|if)\b
    | \bmailbox\ is\ (?:currently\ )?full\b | \b(?:has\ not|hasnt)\ been\ set\ up\b
    | \b(?:will|well|ill)
      \ (?:\w+\ ){0,2}(?:call|ring|phone|get\ back\ to|return\ your\ call|be\ in\ touch\ with)\ (?:you\ )?
      (?:\w+\ )?(?:back\ )?(?:as\ soon\ as|when\ (?:i|we)\ can|at\ (?:my|our)\ earliest|shortly)
    | \breturn\ your\ call\b | \bget\ back\ to\ you\b(?=.*\bmessage\b) | \bour\ (?:office|business|opening)\ hours\b
    | \byour\ call\ (?:is\ important|has\ been) | \bsorry\ (?:i|we)\ (?:cant|cannot)\ (?:take|get|come|answer)
    | \bspeak\ up$ | \bleave\ it\ short\b | ^not\ here\b | \b(?:im|were|hes|shes|theyre)\ not\ (?:here|in|home)\b
    | \bbeep\ (?:is\ )?coming\b | \bhere\ comes\ the\ (?:beep|tone)\b | \b(?:nobody|no\ one)\ (?:is|can|here|home)\b
    | \b(?:can|will)\ ?not\ accept\ (?:any\ )?(?:more\ |new\ )?(?:messages|calls)\b | \btry\ your\ call\ again\b
    | \bto\ (?:leave|send|record|listen\ to|re-?record|erase|save|review|accept|delete)\ (?:\w+\ ){1,4}press\b
    | \bplease\ (?:try\ again\ later|call\ back\ later|hold)\b
    | \ball\ (?:of\ )?our\ (?:\w+\ ){1,3}are\ (?:\w+\ )?busy\b
    | \bdo\ your\ thing\b | \byou\ know\ what\ to\ do\b | \bspeak\ (?:now|after)\b
    """,
    re.VERBOSE,
)
"""What a machine, or a person for a machine, says before the beep."""

CALLER = re.compile(
    r"""
      \b(?:im\ |am\ |was\ |just\ )?(?:calling|ringing|phoning)
      \ (?:you\ )?(?:about|because|to|regarding|from|with|back|on|for|in)\b
    | \b(?:give|call|ring|text|drop|phone|reach|send|buzz)\ (?:me|us)\b
    | \bmy\ (?:direct\ |cell\ |mobile\ )?(?:number|line|cell|mobile)s?\b
    | \bfollow(?:ing)?\ up\b | \bgetting\ back\ to\ you\b | \breaching\ out\b
    | \bi\ (?:tried|called|rang|left|saw|noticed|wanted|got)\b
    | \b(?:hi|hello|hey|good\ (?:morning|afternoon|evening))\ \w+\ (?:\w+\ )?(?:this\ is|its|it\ is|my\ name)
    | \b(?:this\ is|its|it\ is)\ (?!the\ )\w+(?:\ \w+)?\ (?:\w+\ )?(?:from|with|at|over\ at|calling|here)\b
    | \byou\ asked\b
    | \bthis\ (?:message\ )?is\ (?:a\ message\ )?for\ \w+ | \btalk\ to\ you\b | \bspeak\ (?:to\ you\ )?soon\b
    | \byou\ (?:filled|came|mentioned|told|said|wrote|sent|requested|signed|called|left)\b
    """,
    re.VERBOSE,
)
"""What somebody says who leaves a message for a person."""
