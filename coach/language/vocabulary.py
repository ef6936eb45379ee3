"""Word lists that several analyses share. Open classes: what callers may say, not what one message said.

All words are in the plain form of `coach.language.sentences.plain`: lower case, no apostrophes.
"""

from __future__ import annotations


def words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


FILLERS = words("uh um er erm em ah eh hmm mm like well so yeah yes ok okay right now oh lah hor la")

GREETINGS = words(
    "hallo moin servus ciao hej hola merhaba sawubona yo hi hello hey hiya howdy hullo gday good morning",
    "afternoon evening day night howya alright there salaam salam adaab namaste assalam alaikum o sat sri akal",
    "kia ora ey up aloha bonjour greetings habari jambo dia duit buenas buenos dias tardes noches guten tag",
    "bonsoir ola shalom",
)

TITLES = words(
    "maam mr mrs ms miss missus mister mx dr doctor prof professor sir madam madame reverend rev pastor father sister",
    "brother captain sergeant judge senator chief alhaji auntie uncle aunt dame lady coach officer",
)

FAMILIAR = words(
    "mate love dear hon honey pal buddy man sir maam madam ma dude folks everyone everybody all both guys team",
    "boss friend sweetie darling ji uncle auntie aunty baji bhai bhaiya beta sahib sahiba again",
)

DAYS = words(
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight yesterday january february march",
    "june july august september october november december jan feb mar jun jul aug sept sep oct nov dec noon",
    "christmas easter thanksgiving weekend week month morning afternoon evening",
)

NUMBER_WORDS = words(
    "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half",
    "first second third fourth fifth sixth seventh eighth ninth tenth double triple quarter percent dozen couple",
)

FUNCTION_WORDS = words(
    "a an the this that these those my your our his her its their mine yours ours i im ive id ill me we weve wed",
    "well were us you youre youve youd youll he hes she shes it they theyre theyve them him who whos whose which",
    "what whats when where why how if whether and or but so because cos since as than then though although while",
    "until till before after about above across against along among around at by down during for from in into of",
    "off on onto out over past per regarding concerning through to toward towards under up upon with within",
    "without be am is are was been being isnt arent wasnt werent do does did done doing dont doesnt didnt have",
    "has had having havent hasnt hadnt can cant could couldnt will wont would wouldnt shall should shouldnt may",
    "might must not no nor yes yeah just only also too very really quite again still already yet now here there",
    "thats theres heres lets some any each every all both either neither few many much more most other another",
    "such same own else ever never always sometimes once twice soon later maybe perhaps please thanks thank",
    "cheers ta bye goodbye sorry okay ok um uh er erm em ah oh eh hey hi hello yall ya ones one's anything",
    "something nothing anyone someone everyone anybody somebody hows myself shed theyll theyd hell itll itd",
    "thatll thatd whod wholl gonna gotta wanna let get got getting gets go going gone went come coming came goes",
    "make made making take took taking see saw seen say said says saying tell told know knew think thought want",
    "wanted wants need needed needs put like liked look looked looking looks give gave given try tried trying use",
    "keep kept",
)

CALL_WORDS = words(
    "call calls calling called callback ring ringing rang rung phone phoning telephone voicemail message messages",
    "number numbers line direct mobile cell extension ext reach text texted texting whatsapp email mail emailed",
    "reply back hear speak talk spoke talked speaking talking touch contact connect leave left wait hold answer",
    "answered screen desk office bell shout buzz holler tinkle minute minutes sec second seconds moment chance",
    "time times available free convenience earliest whenever anytime any day today tomorrow follow following up",
    "checking chase revert respond response get hang dial missed miss reaching quick brief chat catch bother",
    "disturb",
)

POLITE_WORDS = words(
    "hope hoping well lovely great good fine nice wonderful awesome super pleased delighted happy glad love kindly",
    "appreciate care best regards wish bless god blessed busy worries problem rush pressure hurry welcome looking",
    "forward hearing have day week weekend evening please honestly actually basically simply obviously anyway anyhow",
)

POINTER_WORDS = words(
    "inquiry inquiries enquiry enquiries form forms quote quotes quotation quotations request requests message",
    "account file files application details information info thing things matter call talk chat conversation",
    "discussion email question questions interest paper papers paperwork document documents proposal estimate",
    "policy loan case order booking appointment meeting brochure website site online portal page web submission",
    "registration contract letter visit send sends sending sent filled submitted completed made asked told",
    "mentioned recent recently last previous earlier latest regarding concerning reference connection connected",
    "respect filling full write writing wrote response result answer news update updates follow client customer",
    "service services product products situation options option",
)
"""Words that point at a matter without saying what it is."""

SALES_WORDS = words(
    "help helps helping helped assist assistance support solution solutions provide provides providing offer",
    "offers offering opportunity opportunities business businesses company companies organisation organisations",
    "organization organizations homeowners owners people families client clients customer customers improve",
    "productivity performance growth grow growing goals needs need save saving savings cost costs cut money value",
    "roi return revenue sales marketing results potential exciting amazing special promo promotion discount deal",
    "deals limited pre approved preapproved qualify qualified eligible free no obligation strings win award",
    "winning leading trusted experienced full service world class professional quality affordable best industry",
    "market next level success successful better efficient efficiency streamline boost maximise maximize achieve",
    "dreams area agency team teams experts expert package packages brand online presence reach everybody everyone",
    "popular important step way journey different decision calendar slot demo survey linkedin fit things number",
    "lots loads kind bit lot minute moment seats filled filling getting frankly spot somebody urgent exist year",
    "end",
)
"""Words of talk that could be held with anybody."""

FIRM_WORDS = words(
    "law legal solicitors attorneys attorney lawyers advocates chambers notaries partners partner associates",
    "group holdings company companies co inc ltd llc llp plc corp corporation limited gmbh enterprises industries",
    "international global services service solutions systems technologies technology tech software digital data",
    "networks network cloud media marketing agency studio studios creative design designs insurance assurance",
    "mutual underwriters brokers bank banking credit union capital finance financial lending lenders loans",
    "mortgage mortgages wealth advisors advisers accountants accounting bookkeeping books tax payroll realty",
    "realtors estates properties property homes housing lettings construction builders building roofing exteriors",
    "windows doors kitchens bathrooms interiors landscaping gardens fencing plumbing plumbers drains heating",
    "cooling hvac electric electrical electrics energy solar power water motors motor autos auto automotive cars",
    "garage tyres tires toyota ford honda nissan chevrolet hyundai kia bmw chrysler dodge mazda subaru volkswagen",
    "volvo audi lexus tractors machinery equipment tools supply supplies freight cargo logistics haulage shipping",
    "forwarding movers moving couriers transport trucking carriers express travel tours holidays cruises visas",
    "visa migration immigration overseas education college academy school university institute tutors tutoring",
    "tuition learning training prep clinic clinics hospital medical health healthcare dental dentistry",
    "orthodontics vet vets veterinary physiotherapy physio therapy rehab pharmacy care homecare hospice imaging",
    "diagnostics fertility fitness gym spa salon staffing talent personnel recruitment recruiting people",
    "resources hr security alarms pest control cleaning cleaners laundry events weddings catering caterers foods",
    "bakery brewery venue hotel hotels inn lodge resort funeral funerals plans sons daughters daughter brothers",
    "bros family works workshop manufacturing plastics steel metals packaging printing print paper seals",
    "fasteners bearings pumps valves controls telecom telecoms wireless broadband communications phones analytics",
    "consulting consultants advisory ventures labs lab foundation trust society association council club centre",
    "center hub house place shop store stores outfitters cover mutuals bail bonds molar molars tiles tiling glass",
    "glazing flooring floors carpets blinds curtains furniture lighting prints signs graphics apparel fashion",
    "jewellers jewelers optical opticians hearing eyecare nurseries nursery florists flowers farms farm dairy",
    "orchards vineyards winery brewing roasters coffee tea kitchen bistro cafe pantry kennels stables grooming",
    "boats marine yachts aviation air airways rail cycles bikes motorcycles caravans campers parts batteries",
    "chargers charging pools spas timber lumber stone concrete paving asphalt demolition excavation surveyors",
    "surveys architects engineering engineers maintenance repairs repair rentals rental hire leasing auctions",
    "publishing press news radio films film productions records music games toys gifts cards stationery childcare",
    "daycare montessori preschool seminary ministries church temple parish legion theatre theater gallery museum",
    "park parks zoo dispatch delivery deliveries locksmiths lock safes fire rescue fuels fuel oil gas petroleum",
    "mining minerals chemicals pharma pharmaceuticals biotech devices instruments optics sensors robotics",
    "automation aerospace defense defence translations interpreters ticketing workforce drain temps cleanup",
    "scaffolding scaffold access lofts loft removals storage self",
)
"""Words that the names of organisations are made of."""

FIRM_OPENERS = words(
    "first second third fourth fifth two three four five six seven eight nine ten blue green red black white yellow",
    "golden silver purple orange pink north south east west northern southern eastern western upper lower old new big",
    "little great grand royal united national american british general central united pacific atlantic",
)
"""Words that begin the name of an organisation more often than that of a person."""

NAMELESS = words(
    "company firm office offices people agency dealership dealer shop clinic hospital school bank team guys folks",
    "lot man men woman lady lads lad desk department dept store practice surgery garage yard place service centre",
    "center plumbers plumber builders builder roofers roofer electrician electricians solicitors lawyers",
    "attorneys accountants dentist dentists dentals vets vet doctor doctors surveyors landlord landlords lender",
    "lenders insurer insurers broker brokers mechanic mechanics venue hotel college university nursery gym",
    "charity council church club studio restaurant caterers florist florists photographer removals movers",
    "recruiters outfit business lab warehouse factory depot branch salon cleaners contractor contractors",
    "installers supplier suppliers reception receptionist intake admissions billing accounts pharmacy estate",
    "realtors letting mortgage",
)
"""What a nameless pointer to the organisation ends on: "the law firm", "the roof people"."""

PARTICLES = words("de van der den von da dos la le del bin ibn al el ap mac mc o st of and")

NAMES_TOO = words(
    "all an any april art august bell best black blue bright brown care case chance chapter clear connect contact",
    "day direct divine do don double eight faith first five forward four fresh friday gift good grace grant gray",
    "green grey half hall happy hold honey hope joy june king lee light line long love lovely lucky march mark",
    "may mercy mobile monday moss next night nine north notion off on once one open our over page pat peace penny",
    "precious price prime pure quick reach rich second see seven six smart so summer sunday sunny ten third three",
    "triple true two up wei well wells white will wishes young",
)
"""Ordinary words that are also names of people, or begin names of firms, where a capital or a cue says so."""
