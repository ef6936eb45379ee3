"""The words that requests are made of: ways to get in touch, answers, papers, pages, forms, appointments, people."""

from __future__ import annotations

from coach.language.patterns import a_word, one_of

OFFICE = a_word(
    "office desk yard shop store lines? girls? team reception branch clinic practice main direct mobile cell number",
    "workshop surgery warehouse showroom depot salon kitchen phone switchboard front hotline counter lads? inbox",
    "garage school studio bakery dealership house",
)
ME = rf"(?:me|us|we|my \w+|our (?:\w+ )?\w+|(?:the |here |at )?(?:\w+ )?{OFFICE})"
"""The caller and the caller's firm."""
CALL = a_word(
    "call ring phone telephone text message whatsapp dial buzz ping holler shout sms dm link reach contact",
)
A = rf"(?:{a_word('a an one wee quick little short simple brief fast your that good call voice just')} )*"
REPLY = one_of(
    a_word("call(?:back)? ring bell shout buzz tinkle jingle holler ping text sms whatsapp dm line note message msg"),
    a_word("e?mail reply answer response words? yes no yea nod okay ok decision"),
    "thumbs? up",
    "go ahead",
    "green light",
    "yes or (?:a )?no",
)
"""What one gives or sends the caller as an answer."""
SOMETHING = a_word(
    "the your a an that those these this any it them both all his her their its some copies copy pictures? photos?",
    "pics? two three last over proof in back off along through up whatever what everything",
)
THE = a_word("the your a an that those these this any both his her some it them yourself our my")
PICTURES = a_word("photos? pictures? pics? snaps? video scans? x.rays?")
THINGS = one_of(
    PICTURES,
    a_word("copy copies page pdf documents? papers? paperwork statements? bills? invoices? receipts? letters?"),
    a_word("licen[cs]e passport id card title deed lease policy vin reg transcripts? records? report drawings?"),
    a_word("plans? sketch measurements? sizes? list address(?:es)? postcode zip payslips? file contract waiver"),
    a_word("certificate cv resume spreadsheet serial forms?"),
    "pay stubs?",
    "numbers for",
)
"""What one sends the caller, beside an answer."""
SITES = one_of(
    a_word("websites? sites? page web demo videos? link linkedin facebook instagram insta tiktok google youtube"),
    a_word("catalog(?:ue)? brochure online webinar newsletter colou?rs podcast app portal email inbox gallery"),
    a_word("reviews? menu packet pdf listing blog"),
    "web page",
)
FORMS = a_word(
    "forms? surveys? questionnaires? portal applications? app paperwork page link valuation online agreement sheet",
    "webinar newsletter intake packet history quiz class course list waiver booklet poll",
)
SLOTS = one_of(
    a_word("slots? times? spots? appointments? meeting demo seat place table tour visit viewing session lesson"),
    a_word("date day class medical test consultation assessment therapy online inspection fitting"),
    "on (?:my|our) calendar",
)
SOMEBODY = one_of(
    a_word("your somebody someone whoever anybody anyone him her them coach doctor dr mr mrs ms madam"),
    "our accounts",
    rf"{a_word('the a an that his their both')} (?!(?:\w+ )?{OFFICE}\b)",
)
"""Anybody but the caller: "the bank", "your brother", but not "the office"."""
HOW = one_of(
    a_word("today tomorrow tonight now then anytime any before after by when whenever if and or direct straight"),
    a_word("early this back on at to in through up over right asap urgently soon quickly"),
    "any time",
    "as soon",
    "first thing",
    "the number",
)
"""What follows "call" where nobody says whom."""
DIGIT = rf"(?:\d\w*|{a_word('oh zero one two three four five six seven eight nine plus double triple')}\b)"
DAY = a_word("monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight")
