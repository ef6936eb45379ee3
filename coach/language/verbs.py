"""Verbs of everyday speech in their finite forms: what makes a row of words a sentence. Data, and one look-up."""

from __future__ import annotations

from coach.language.vocabulary import words

AUXILIARIES = words(
    "am is are was were have has had do does did can could will would shall should may might must need dare isn't",
    "aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't can't cannot couldn't won't wouldn't",
    "shouldn't mustn't mightn't needn't ain't",
)
"""Those that may come right behind their subject; with their apostrophes."""

_REGULAR = words(
    "accept add admit affect agree allow answer apply argue arrange arrive ask attend back bail bill block board",
    "book bother bounce call cancel care carry catch cause change charge chase check claim clean clear climb",
    "close collapse collect come compare complain confuse contact cook cost count cover crack crash cross cry",
    "damage date deal decide decline delay deliver demand deny depend deposit design die disappear discover",
    "divide double doubt drag drain drop dump earn email employ empty enclose end enjoy enter expect expire",
    "explain face fail fear figure file fill find finish fire fix flood flow follow forget form function gain go",
    "guess handle happen hate head heal hear heat help hire hold hope hurt ignore import improve include increase",
    "inherit injure install interest invest invite involve issue join jump kick kill knock know lack land laugh",
    "lean leak learn leave lend like limp listen live load lock look lose love lower make manage match matter",
    "mean measure meet mention mess mind miss move name need note notice offer open operate order owe own pack",
    "paint park pass pay phone pick pile place plan plant play point post pour prefer prepare press print process",
    "produce promise protect prove pull push qualify quit quote rain raise reach react read realize receive",
    "recommend record recover reduce refuse regret reject relate rely remain remember remind remove renew rent",
    "repair repeat replace reply report request require rest retire return ring rip risk rob rot round ruin run",
    "rush save say scan scare schedule scratch search see seem sell send separate serve set settle share shift",
    "ship shock shop show shrink shut sign sit skip slip slow smell smoke sort sound speak spend spill split",
    "spoil spread squeak stack stand start starve state stay steal step stick stink stop store stress stretch",
    "struggle study submit suffer suggest suit supply support suppose swap sweat swell switch take talk tear tell",
    "terrify test text thank think threaten throw tire top total touch track train transfer travel treat trip",
    "trust try turn type understand upset use visit wait wake walk want warn wash waste watch water wear weigh",
    "whistle win wipe wish withdraw wonder work worry write",
)
_IRREGULAR = words(
    "became began bent bet bit bled blew bought broke brought built burnt came caught chose cut dealt did died",
    "drew drove fell felt fought found flew forgot froze gave got grew had heard held hid hit hung hurt kept knew",
    "laid led left lent let lost made meant met paid put quit ran rang read rose sat saw said sent set shook shot",
    "showed shut slept sold spent spoke split stood stole struck stuck swore took taught thought threw told tore",
    "understood went woke won wore wrote get gets keep keeps give gives bring brings buy buys feel feels goes",
    "comes becomes begins breaks builds burns buy break feel begin build drive drives eat eats fall falls fly",
    "grow grows hang hangs hide lay lead leads let lets lie lies put puts ride rise rises sleep sleeps teach",
    "teaches has does flies dies tries cries worries carries applies denies supplies studies replies qualifies",
    "relies marries does tied died lied paid laid tried cried worried carried applied denied supplied studied",
    "replied qualified relied sounds hurts quits costs cuts hits sets shuts splits spreads upsets lets puts bets",
    "stopped dropped planned slipped ripped tripped shipped swapped skipped stripped fitted quit admitted",
    "submitted transferred preferred occurred controlled cancelled travelled labelled robbed dragged begged",
    "begins gotta",
)


def _forms(verb: str) -> set[str]:
    stem = verb.removesuffix("e")
    s = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "o")) else f"{verb}s"
    return {verb, s, f"{stem}ed"}


FINITE = _IRREGULAR | {form for verb in _REGULAR for form in _forms(verb)}
"""Forms of verbs that may follow a pronoun: "they keep", "he told", "it costs"."""


def is_finite(word: str, plural: bool = True) -> bool:
    """Whether `word` (small letters, with its apostrophe) can be the verb of a subject right before it.

    A subject that is no pronoun may hold words that look like verbs ("the Friday returns"): with `plural` False only
    those count that can hardly be anything else.
    """
    if word in AUXILIARIES:
        return True
    if word not in FINITE:
        return False
    return plural or word.endswith(("ed", "pt", "ught")) or word in _HARDLY_NOUNS


_HARDLY_NOUNS = words(
    "came went said says told took got gets keeps kept knows knew makes made gave gives wants wanted needs thinks",
    "thought found left lost ran broke fell felt goes comes pays paid means meant seems sold sends sent sits sat",
    "tells hurts costs covers runs happens expires leaks ends starts looks works sounds stinks squeaks closes",
    "opens wrote wrote",
)
