"""Words that tell people from organisations: common given names, and ordinary words that firms are named after.

Neither list is complete and neither decides alone: a name outside both is read by its place in the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from coach.language.vocabulary import FIRM_OPENERS, FIRM_WORDS, words

GIVEN_NAMES = words(
    "aaron abby abdul abel abena abigail abraham ada adam adaeze adam adele aditi adrian adriana agnes ahmad ahmed",
    "aidan aiden aisha aisling ajay akash akua alan alana alastair albert alberto alec alejandra alejandro alex",
    "alexa alexander alexandra alexis alfie alfred ali alice alicia alina alisha alison alistair allan allen allison",
    "alma alvin alyssa amal amanda amara amber amelia amina amir amit amy ana anand andre andrea andreas andrew andy",
    "angel angela angelo angie angus anil anita anjali ann anna annabel anne annette annie ansel anthony antoine",
    "anton antonia antonio anya april archie arjun arlene armando arnold arthur arturo aruna asha ashley ashok asif",
    "astrid audrey august austin ava ayesha ayo babak barbara barry bart basil beatrice beatriz becca becky belinda",
    "ben benedict benjamin bernadette bernard bernie bert beth bethany betty bev beverley beverly bianca bill billy",
    "blake bob bobby bonnie boris brad bradley brandi brandon brandy brenda brendan brent brett brian briana bridget",
    "bronagh bronwen bruce bruno bryan bryce caitlin caleb callum calvin cameron camila camille candace cara carl",
    "carla carlo carlos carly carmen carol carole caroline carolyn carrie carter casey cassandra cassie caterina",
    "catherine cathy cecilia cedric celeste celia cesar chad chandra chantal charity charlene charles charlie",
    "charlotte chelsea cheng cheryl chester chidi chloe chris chrissy christian christie christina christine",
    "christopher chuck cindy claire clara clare clark claude claudia clayton clement cliff clifford clint clive cody",
    "colin colleen connie connor conor consuelo cora corey corinne courtney craig cristina crystal curtis cynthia",
    "daisy dale damian damien dan dana daniel daniela danielle danny darlene darnell darrell darren darryl dave",
    "david dawn dean deb debbie deborah debra declan dee deepa deepak deja delia della delroy denise dennis derek",
    "desiree desmond destiny devi devin devon dewayne diana diane diego dieter dimitri dinesh dolores dominic don",
    "donald donna donovan dora doreen doris dorothy dot doug douglas doyle drew duane duncan dustin dwayne dwight",
    "dylan eamon earl ed eddie edgar edith edmund edna eduardo edward edwin eileen elaine eleanor elena eli eliana",
    "elias elijah elisa elise elizabeth ella ellen ellie elliot elsa elsie emeka emil emilia emily emma emmanuel",
    "enrique eric erica erik erika erin ernest ernesto ernie errol esme esperanza esteban esther ethan ethel eugene",
    "eunice eva evan evelyn ezra fatima fatou faye felicia felicity felipe felix fernanda fernando fiona flora",
    "florence floyd fran frances francesca francis francisco frank frankie franklin fred freddie frederick gabe",
    "gabriel gabriela gail gareth garrett gary gavin gemma gene geoff geoffrey george georgia georgina gerald",
    "geraldine gerard germaine gerry gertrude gideon gil gilbert gina ginny giovanni gita gladys glen glenda glenn",
    "gloria gordon graham grant greg gregory greta guillermo gurpreet gus guy gwen hailey hal hamish hank hannah",
    "hans harish harold harpreet harriet harry harvey hassan hattie hazel heather hector heidi helen helena henry",
    "herb herbert hilary hiroshi holly howard hugh hugo ian ibrahim ida ifeoma imani imran ines inga ingrid ira",
    "irene iris irma isaac isabel isabella isaiah isla ivan ivy jack jackie jackson jacob jacqueline jacques jade",
    "jaime jake jamal james jamie jan jana jane janelle janet janice janine jared jasmin jasmine jason jasper javier",
    "jay jayden jayne jean jeanette jeff jeffrey jen jenna jennifer jenny jeremiah jeremy jermaine jerome jerry jess",
    "jesse jessica jessie jesus jill jillian jim jimmy jo joan joann joanna joanne joaquin jocelyn jodie jody joe",
    "joel joey johan johann johanna john johnny jon jonah jonas jonathan jordan jorge jose josef joseph josephine",
    "josh joshua josie joy joyce juan juanita judith judy jules julia julian juliana julie juliet julio june justin",
    "kaitlyn kareem karen karim karina karl karla kat kate katelyn katherine kathleen kathryn kathy katie katrina",
    "kavita kay kayla keisha keith kelly kelvin ken kendra kenneth kenny kerry kevin khadija khalid kiara kieran kim",
    "kimberly kiran kirk kirsten kirsty klaus kofi kristen kristin kristina kumar kurt kwame kyle kylie lakshmi",
    "lamar lana lance lara larry latasha latoya laura lauren laurie lawrence leah leanne lee leila lena leo leon",
    "leona leonard leroy leslie lester leticia lewis liam lila lillian lily linda lindsay lindsey lisa liz liza lloyd",
    "lois lola lorena loretta lori lorna lorraine lou louis louisa louise lourdes luca lucas lucia lucille lucy luis",
    "luisa luke lupe luther luz lydia lyle lynda lynn lynne mabel mackenzie maddie madeline madison mae maeve magda",
    "maggie mahmoud malcolm malik mandy manoj manuel mara marc marcel marcelo marcia marco marcus margaret margarita",
    "marge margo maria mariam marian mariana marianne marie marilyn mario marion marisol marissa marjorie mark marlene",
    "marlon marsha marta martha martin martina marty marvin mary maryam mateo matilda matt matthew maureen maurice",
    "mavis max maxine may maya meera megan mehmet mel melanie melinda melissa melvin mercedes meredith merlene mia",
    "micah michael michaela michele michelle miguel mikael mike mildred miles millie milton mindy mira miranda miriam",
    "mitch mitchell mo mohamed mohammed moira molly mona monica monique morgan moses muhammad muriel murray mustafa",
    "myra myrtle nadia nadine nancy naomi natalia natalie natasha nate nathan nathaniel neal ned neha neil nell",
    "nelson nia niamh nicholas nick nicky nicola nicolas nicole nigel nikhil nikki nina nisha nita noah noel nora",
    "noreen norma norman octavia olga olive oliver olivia ollie omar ophelia oscar otis owen pablo paige pam pamela",
    "paola pat patience patrice patricia patrick patty paul paula pauline pearl pedro peggy penelope penny percy perry",
    "pete peter petra phil philip philippa phillip phoebe phyllis pierre pilar piotr polly pooja prakash pranav",
    "precious preston priya priyanka quentin quinn rachael rachel rafael rahul raj rajesh ralph ramon ramona randall",
    "randy raquel rashid raul raven ravi ray raymond reba rebecca reggie regina rekha rena rene renee reuben rex",
    "reza rhonda ricardo richard rick ricky riley rita ritu rob robbie robert roberta roberto robin rochelle rod",
    "roderick rodney rodrigo roger rohan roland ron ronald ronnie rory rosa rosalind rosalyn rosario rosario rose",
    "roseanne rosemary rosie ross roxanne roy ruben ruby rudy rufus russ russell rusty ruth ryan sabrina sadie saeed",
    "sal sally salma salvador sam samantha samir samuel sandeep sandra sandy sanjay santiago sara sarah sasha saul",
    "savannah scott sean sebastian selena serena sergio seth shane shanice shannon sharon shaun shauna shawn sheena",
    "sheila shelby shelley sheri sherry shirley shreya sid sidney sienna silvia simon simone sinead siobhan skip",
    "sofia sonia sonja sophia sophie stacey stacy stan stanley stefan stella steph stephanie stephen steve steven",
    "stewart stu stuart sue suki sunil sunita suresh susan susanna susie suzanne sven swati sylvia tabitha tamara",
    "tameka tamika tammy tanisha tanner tanya tara tariq tasha tatiana taylor ted terence teresa terrell terri",
    "terry tess tessa thandi thea thelma theo theodore theresa thomas tiffany tim timothy tina tobias toby todd tom",
    "tomas tommy toni tony tonya tracey traci tracy travis trent trevor tricia trina tristan troy trudy tunde ty",
    "tyler tyrone ursula valentina valerie vanessa vera vern vernon veronica vic vicki vicky victor victoria vijay",
    "vikram vince vincent viola violet virginia viv vivian vivienne wade wally walt walter wanda warren wayne wendell",
    "wendy wes wesley whitney wilfred will willard william willie winston xavier yasmin yasmine yolanda yuki yusuf",
    "yvette yvonne zach zachary zahra zainab zara zoe",
)
"""Given names that are common among callers in English; most are no word of a sentence."""

SURNAMES_TOO = words(
    "park parks stone steel books church temple banks bond lodge cook house homes law kitchen field garage power",
    "gardens waters farms bell singer cash sons club stores",
)
"""Words of a trade that are also surnames: "Jen Park" is a person, "Riverside Park" is not."""

_TRADES = FIRM_WORDS | words(
    "irrigation villas villa generators pallets couriers limo academy skips attorneys brides trees lines tuition",
    "strength orthodontics basements barns comfort barn diner salons tutor tutoring benefits smiles visuals",
    "translation ingredients fleet pipes gear components rentals garages",
    "nurseries estates hearing overseas clearing marquees bookings lawns lawn turf sod fitness yoga pilates",
)
"""Words that organisations' names end on."""
_NAMED_AFTER = words(
    "maple oak oaks cedar pine pines elm birch magnolia evergreen river rivers riverside lake lakes lakeside",
    "lagoon ocean bay harbor harbour coast coastal seaside beach island islands mountain mountains summit peak",
    "ridge valley canyon mesa prairie meadow meadows forest garden desert delta grove creek springs falls hills",
    "highland highlands plains bridge gate gateway corner corners crossing star stars sun sky skyline sunrise",
    "sunset sunshine horizon eagle falcon hawk fox bear wolf lion tiger buffalo phoenix liberty freedom patriot",
    "heritage legacy pioneer frontier cornerstone keystone landmark premier elite apex pinnacle alpha omega metro",
    "city citywide urban county state town village statewide comfort safe secure true tru clearview fresh quick",
    "fast rapid swift easy smart simple total complete quality precision perfect ideal superior ultimate square",
    "circle triangle diamond crown casa villa villas verde azul guardian shield anchor compass beacon lighthouse",
    "arrow bluebird lone alliance paddock moor heath marsh reef cove hollow fjord vale glade nord nordic euro",
    "trans inter global tele micro agro bio eco boreal arctic alpine baltic advantage advanced modern classic",
    "vintage heartland midwest bayside parkside hillside westside eastside",
)
"""Ordinary words that firms are named after and people are not."""
_OPENS = _NAMED_AFTER | FIRM_OPENERS


_KINDS_OF_FIRM = words(
    "hotel clinic clinique studio club bank banco cafe chez maison radio college hospital restaurant"
)
"""Words that come first where an organisation says what it is: "Hotel Miramar"."""


def sounds_like_person(said: Sequence[str]) -> bool:
    """Whether the words `said` (plain, in order) begin with a given name and end on no word of a trade."""
    if not said or said[0] not in GIVEN_NAMES:
        return False
    trade = said[-1] in _TRADES and not (len(said) == 2 and said[-1] in SURNAMES_TOO)
    return len(said) <= 3 and not trade and "and" not in said


def sounds_like_firm(said: Sequence[str]) -> bool:
    """Whether the words `said` (plain, two at least) are made of what firms are named after."""
    if len(said) < 2 or sounds_like_person(said):
        return False
    if said[-1] in _TRADES or said[-1] in _NAMED_AFTER:
        return True
    opens = said[0] in _KINDS_OF_FIRM or said[0] in _OPENS
    return said[0] not in GIVEN_NAMES and (opens or not _NAMED_AFTER.isdisjoint(said))


def opens_like_firm(said: Sequence[str]) -> bool:
    """Whether `said` sounds like a firm from its first word on: no name of a person can stand before it."""
    return sounds_like_firm(said) and said[0] in _OPENS
