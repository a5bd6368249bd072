"""Names that are one name: short forms, diminutives, and one name written in several languages' ways.

Each group begins with the name the others stand for. A word may stand in several groups (Alex).
"""

from __future__ import annotations

import re
from functools import lru_cache

# Short forms heard in England.
_ENGLISH = """
abigail abi abbie gail|alexander alex alec sandy xander alexandru aleksander olek sandu
amelia amy millie|alexandra alex sandra lexi aleksandra ola|andrew andy drew andrei andrzej andrey
anthony tony ant antoni antek anton|benjamin ben benny|catherine cathy cath kate katie kitty kit
charles charlie chas chuck|charlotte charlie lottie
christopher chris kit topher krzysztof krzysiek|daniel dan danny|david dave davey davy
deborah debbie deb|dorothy dot dotty dolly|edward ed eddie ted teddy ned
eleanor ellie nell nellie nora
elizabeth liz lizzie beth betty eliza libby bess betsy elsie lisa alzbeta elzbieta ela
emily em emmy millie|frances fran frankie|francis frank frankie francie franciszek franek
frederick fred freddie|gregory greg grzegorz grzesiek|harold harry|henry harry hal
isabella bella izzy isabel|jacob jake jakub kuba|james jim jimmy jamie seamus|jennifer jen jenny
jessica jess jessie|john jack johnny jan janek ion jon janko|jonathan jon jonny
joseph joe joey jozef josef|joshua josh
katherine kathy kath kate katie kitty katarzyna kasia catherine|leonard len lenny leo
matthew matt mateusz matei mati|margaret maggie meg mags peggy madge greta daisy malgorzata gosia
michael mike mick mikey michal mihai mihail micheal|nathaniel nathan nate
nicholas nick nicky nicolae nicu mikolaj nicolas|oliver olly ollie|pamela pam
patricia pat patsy tricia trish|patrick pat paddy padraig patrik|peter pete piotr piotrek
philip phil pip filip|rebecca becky becca|richard rick ricky dick rich richie
robert rob bob bobby robbie bert|ronald ron ronnie|samantha sam|samuel sam sammy samko
sarah sally sadie sara|stephen steve stevie steven stefan|susan sue susie|terence terry
theodore theo ted teddy|theresa tess tessa terry|thomas tom tommy tomasz tomek|timothy tim timmy
victoria vicky tori wiktoria wika|william will bill billy|zachary zach zack zac zak|arthur art
alfred alfie|albert albie bertie bert|georgina georgia georgie|george georgie gheorghe gigi
gareth gaz|darren daz|barry baz|hannah hania hanna|matilda tilly tilda|penelope penny
rosemary rose rosie|reginald reggie|raymond ray|jeremiah jerry|nicola nicky|natasha tash
nathalie natalie nat natalia natalka|angela angie|christina tina christine chris cristina kristina
imogen immy|diana diane dianne di|dolores lola lolly dolly|russell russ|rosalind ros roz
beatrice bea bee trixie|annabel bella belle|arabella bella|felicity flick fliss|florence flo flossie
harriet hattie harri|josephine josie jo|joanne jo joanna|jacqueline jackie jacqui|geraldine gerry
gerald gerry jerry|geoffrey geoff jeff jeffrey|kenneth ken kenny|lawrence larry laurie loz
leslie les|lewis louis lou louie|louise lou|lucinda lucy cindy|maximilian max|maxwell max
miranda mandy|amanda mandy|nigel nige|phoebe phebe|prudence pru|rachel rach rachael|stanley stan
stuart stu stewart|sylvia syl|teresa tess tessa terry theresa|valerie val|vincent vince vinny
vivian viv vivienne|walter wally walt|wilfred wilf|yvonne eve|zoe zoey|mackenzie kenzie
mckenzie kenzie|savannah savanna sav|chantelle chantal chantel|brandon bran|bradley brad|cameron cam
clifford cliff|clive cliff|cornelius con neil|dominic dom nick|donald don donny|douglas doug
duncan dunc|edmund ed ned ted|eliza lizzie|eugene gene|evelyn evie eve eva|fergus gus|gabriel gabe
gilbert gil bert|gordon gord|graham gray graeme|herbert herb bert|hilary hil|ian iain|irene rene
isaac zac ike|janet jan|jasmine jas jaz yasmin yasmine|jeremy jez jerry|julian jules
juliet jules julie|kimberley kim kimberly|kristen kris kirsten kirsty|lillian lily lil lilly lillie
lydia liddy|madeleine maddie maddy madison|marjorie marge|melanie mel|melissa mel missy
mildred millie|mitchell mitch|morgan mo|nathan nate|olivia liv livvy livia|oscar ozzy|poppy pops
robin rob|rodney rod|roger rodge|roland rollo|rosalie rosie|ruby rubes|sidney sid sydney
sophia sophie sofia|spencer spence|tabitha tabby|tamara tammy|tobias toby tobi|trevor trev|tyler ty
veronica ronnie vera|violet vi
bridget biddy breda bridie brid|winifred winnie|barbara babs basia
helen eileen elena ilona ileana lenuta|philomena mena|bernard barney|martin martie marty marcin
ellen ellie nell nellie|kathleen kath kathy kate katie kay
hugh hughie|simon simey szymon|nora nonie norah|mary maryann maire maria
"""
# Irish names beside the ways English ears write them.
_IRISH = """
aoife eefa aoiffe|niamh neve nieve|saoirse sersha seersha|caoimhe keeva kweeva keva
siobhan shevaun chevonne shivaun|roisin rosheen|ciara keira kiera kira|sinead shinead
grainne grania grace|aine anya anna|eabha ava eva|caitriona catriona katrina|eimear emer
maeve medb|fionnuala nuala finola|sean shaun shawn shane john|oisin osheen|cillian killian
eoin owen eoghan ewan|tadhg tiege tige tim|conor connor conchobhar|rory ruairi ruairidh
darragh dara daragh|diarmuid dermot|fionn finn|cathal cahal charles|ciaran kieran kieron
liam william uilliam|declan deaglan|niall neil neal|aodhan aidan aiden|brendan breandan
"""
# Surnames with and without their O, and in the spellings of clerks.
_SURNAMES = """
connor oconnor connors oconnors conner|reilly oreilly riley oriley|brien obrien obrian
neill oneill oneil neil|sullivan osullivan|donnell odonnell odonnel
doherty odoherty docherty dougherty|hara ohara|keeffe okeeffe keefe okeefe|leary oleary
mahony omahony mahoney omahoney|driscoll odriscoll|rourke orourke|shea oshea|toole otoole
dwyer odwyer|grady ogrady|halloran ohalloran|farrell ofarrell|callaghan ocallaghan
flaherty oflaherty|gorman ogorman|malley omalley|regan oregan|hearne ahearne ahern hearn
mcdonagh mcdonough macdonagh|mccarthy macarthy maccarthy|mcginley mackinley|maughan mongan mohan
cawley macauley mccauley|delaney delany|quilligan culligan|kelly okelly|burke bourke
byrne obyrne beirne|joyce joice|ward macaward|smith smyth smithe|clark clarke|brown browne
reed read reid|thompson thomson|davis davies|stevens stephens|phillips philips
johnston johnstone johnson|grey gray|green greene|allan allen alan|matthews mathews
nicholls nichols nicholas|lee leigh lea|white whyte|moore more|taylor tailor|pearce pierce|lawson lawsen
"""
# Polish, Romanian, Slovak: what families call a child, and what English records make of it.
_EASTERN = """
zuzanna zuzia susan|julia julka iulia|zofia zosia sofia sophia sophie|alicja ala alicia alice
agnieszka aga agnes|anna ania anca|ewa eva|magdalena magda|joanna asia joanne ioana oana
monika monica|lucja lucy|bozena|stanislawa stasia|weronika veronica|wojciech wojtek
pawel paul pavel|lukasz lukas luke luca lucas|kacper casper|bartosz bartek|stanislaw stas
marek mark marcus|mihaela michaela|stefania|gabriela gabi gabriella|nicoleta nico|ionut ion ionel
cristian christian cristi|constantin costel costi|vasile vasilica|adrian adi|ladislav laco
vladimir vlado|rastislav rasto|iulian julian
"""
# Arabic, South Asian and Somali names whose consonants differ between spellings.
_EASTERLY = """
mohammed mohd md mo muhammed muhamad mohammod|jaffar jafar|zahra zara zahara
joseph yusuf yousef yousaf yusef|uthman usman osman ousmane|aisha ayesha aysha aishah
khadija hadija hadiza|ibrahim ebrahim ibrahima abraham|abdi cabdi|farah faarax|jama jaamac
hersi xirsi|rahman rehman|khatun khatoon|chaudhry choudhury chowdhury chaudhary
mukherjee mukhopadhyay|chatterjee chattopadhyay|banerjee bandyopadhyay
"""
# Chinese family names and syllables in Mandarin and Cantonese spelling.
_CHINESE = """
huang wong hwang|wang wong|li lee|zhang cheung chang|liu lau lew|chen chan tan|yang yeung
zhao chiu chao|wu ng woo hu|zhou chow chau|xu hsu tsui|sun suen|ma mah|zhu chu|guo kwok kuo|lin lam
he ho|gao ko kao|luo law lo|zheng cheng|liang leung|xie tse hsieh|tang tong|deng tang|feng fung
ye yip|pan poon|wei wai|jing ching|lei lui|jun chun|yan yin|yong wing|tao to|chao chiu|fang fong
han hon|zhi chi chih|zhong chung|zheng jheng|le lok|ming meng|ping peng pang|si sze szu|mei may
ling leng|xiang heung hsiang|qing ching|jian kin chien|guo kwok kuo|jin kam chin|shan san|ying wing
rong wing yung|sheng shing|shu shuk|xin hsin yan|hui wai|jie kit|hong hung|bo pok|yi yee|mei mui
xiao siu hsiao|jia ka chia|hao ho|zi tsz tze|xuan suen|yu yue|kai hoi|kwong guang|min man
"""
# West African names and the parts of them people are called by.
_AFRICAN = """
oluwaseun seun|oluwatobi tobi tobiloba|temitope temi tope|folasade sade shade|chidinma dinma
adaeze ada|chiamaka amaka|ifeoma ify|yetunde yetty|chukwuemeka emeka|ayodele ayo dele
babatunde tunde baba|olumide mide|chinedu nedu|ikechukwu ike|obinna obi|kwabena kobina kobby
kwaku kweku|emmanuel emma manny emeka|mamadou modou mamadu|oluwadamilola dami damilola
fatoumata fatou fatu|aminata ami amina|mariama mariam maryam|isatou aissatou isatu|funmilayo funmi
titilayo titi|diallo jallow jalloh|ceesay sissay cisse|njie ndiaye|kamara camara|conteh konteh
keita keyta|afia efua|yaw yao|adwoa adjoa|agyemang adjeman agyeman
"""
_GROUPS = "\n".join((_ENGLISH, _IRISH, _SURNAMES, _EASTERN, _EASTERLY, _CHINESE, _AFRICAN))
# Words that are added to a name, and may be left out: the rest is looked at without them.
_FRONTS = ("oluwa", "chukwu", "abdul", "abdel", "abd")
_ARTICLES = ("al", "el")


def _parted(groups: str) -> list[list[str]]:
    return [group.split() for group in re.split(r"[|\n]", groups) if group.strip()]


_GROUPS_OF_FORMS = _parted(_GROUPS)


def _by_form() -> dict[str, frozenset[str]]:
    return {
        form: frozenset(group[0] for group in _GROUPS_OF_FORMS if form in group)
        for form in {form for group in _GROUPS_OF_FORMS for form in group}
    }


_FULL_FORMS = _by_form()


def _by_kin(groups: list[list[str]]) -> dict[str, str]:
    """Forms that are linked through others, each by the first of them all."""
    kin: dict[str, str] = {}
    for group in groups:
        known = {kin[form] for form in group if form in kin}
        first = min(known, default=group[0])
        kin |= {form: first for form, other in kin.items() if other in known}
        kin |= dict.fromkeys(group, first)
    return kin


_KIN, _SYLLABLES = _by_kin(_GROUPS_OF_FORMS), _by_kin(_parted(_CHINESE))


def one_spelling(syllable: str) -> str:
    """One spelling for every way in which a syllable of Chinese is written."""
    return _SYLLABLES.get(syllable, syllable)


def one_of_its_forms(word: str) -> str:
    """One name for a word and all it is linked to, or nothing: for whom to compare, not for likeness."""
    return _KIN.get(word, "")


def full_forms(word: str) -> frozenset[str]:
    """The names a form may stand for, and the word itself."""
    return _FULL_FORMS.get(word, frozenset()) | {word}


@lru_cache(maxsize=50_000)
def forms_of(word: str) -> frozenset[str]:
    """Everything a word may stand for when people are looked for: also without its article or front."""
    found = full_forms(word)
    for front in _FRONTS:
        if word.startswith(front) and len(word) >= len(front) + 3:
            found |= full_forms(word[len(front) :])
    if word.startswith(_ARTICLES) and len(word) >= 6:
        found |= {word[2:]}
    if (
        word.endswith(("ova", "ska", "cka")) and len(word) >= 6
    ):  # Kowalski's daughter, Horvath's wife
        found |= {word[:-3] if word.endswith("ova") else word[:-1] + "i"}
    return found
