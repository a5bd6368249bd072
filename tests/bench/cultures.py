"""How families of each culture name their children, and how others write those names down.

A name is kept as parts with their spellings. `written` chooses a spelling for every part and one of
the forms the culture's names take in records: family name first, patronymic left out, a title taken
for a surname, a calling name in place of the given one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from tests.bench import stock
from tests.bench.stock import Spellings

Words = list[str]
Form = Callable[[Random, Words, Words], tuple[Words, Words]]
USUAL_SPELLING = 0.6
FALL = 0.45  # how much rarer the next name of a list is
_LETTERS = str.maketrans("łŁøØđĐ", "lLoOdD")


@dataclass(frozen=True)
class Name:
    """Given and family names in their order, each with its spellings."""

    given: tuple[Spellings, ...]
    family: tuple[Spellings, ...]


@dataclass(frozen=True)
class Culture:
    """What names a culture has, how common they are here, and what records make of them."""

    code: str
    share: float
    girls: tuple[Spellings, ...]
    boys: tuple[Spellings, ...]
    families: tuple[Spellings, ...]
    tail: tuple[Sequence[str], Sequence[str]]
    in_tail: float
    form: Form
    second_name: float = 0.3  # a middle name, or the father's
    keeps_marks: float = 0.4
    short_form: float = USUAL_SPELLING


def family_name(rng: Random, culture: Culture) -> Spellings:
    """A family name, often a common one, sometimes one of the long tail."""
    if rng.random() < culture.in_tail:
        stems, endings = culture.tail
        return (rng.choice(stems) + rng.choice(endings),)
    return pick(rng, culture.families)


def child_name(rng: Random, culture: Culture, sex: str, family: tuple[Spellings, ...]) -> Name:
    """What a newborn of this family is called."""
    pool = culture.girls if sex == "F" else culture.boys
    given = [pick(rng, pool)]
    if culture.code == "chinese":
        given.append(pick(rng, pool))
    elif rng.random() < culture.second_name:
        # of Arabic names the second is the father's
        given.append(pick(rng, culture.boys if culture.code == "arabic" else pool))
    return Name(tuple(given), _gendered(culture, sex, family))


def written(rng: Random, culture: Culture, name: Name) -> tuple[str, str]:
    """Given names and surname as one agency writes them."""
    given = [_spelt(rng, part, culture.short_form) for part in name.given]
    family = [_spelt(rng, part, USUAL_SPELLING + 0.2) for part in name.family]
    given, family = culture.form(rng, given, family)
    full = " ".join(given), " ".join(family)
    if rng.random() < culture.keeps_marks:
        return full
    return plain(full[0]), plain(full[1])


def pick(rng: Random, pool: tuple[Spellings, ...]) -> Spellings:
    """One of a list whose first names are the most common."""
    return rng.choices(pool, cum_weights=_falling(len(pool)))[0]


def plain(text: str) -> str:
    """Without accents, as on a keyboard that has none."""
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in apart if not unicodedata.combining(c))


@cache
def _falling(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / rank**FALL for rank in range(1, count + 1)))


def _spelt(rng: Random, part: Spellings, usual: float) -> str:
    return part[0] if len(part) == 1 or rng.random() < usual else rng.choice(part[1:])


def _gendered(culture: Culture, sex: str, family: tuple[Spellings, ...]) -> tuple[Spellings, ...]:
    """Kowalski's daughter is Kowalska, Horváth's often Horváthová; records keep or drop it."""
    if sex != "F":
        return family
    if culture.code == "polish":
        return tuple(tuple(_feminine(one) for one in part) for part in family)
    if culture.code == "roma" and family[0][0][-1] not in "aáo":
        first = family[0]
        return ((*(f"{one}ová" for one in first[:2]), *first), *family[1:])
    return family


def _feminine(family: str) -> str:
    for ending in ("ski", "cki", "sky", "dzki"):
        if family.endswith(ending):
            return family[:-1] + "a"
    return family


# The forms a name takes in records, culture by culture.


def _british(rng: Random, given: Words, family: Words) -> tuple[Words, Words]:
    kept = given if rng.random() < 0.4 else given[:1]
    if len(family) > 1:  # two surnames: joined, apart, or only one of them
        family = rng.choice(
            [["-".join(family)], family, family[-1:], family[:1], ["-".join(family)]]
        )
    return kept, family


def _asian_muslim(rng: Random, given: Words, family: Words) -> tuple[Words, Words]:
    """A calling name behind Mohammed; Begum or Bibi where others have a surname."""
    chance = rng.random()
    if len(given) > 1 and chance < 0.3:
        given = given[1:] if chance < 0.15 else given[:1]
    elif given[0].startswith("M") and chance > 0.97:
        given = ["M", *given[1:]]
    if rng.random() < 0.12 and given[-1][-1] in "aeh":
        family = [rng.choice(["Begum", "Bibi", "Khatun", "Khatoon"])]
    return (family, given) if rng.random() < 0.03 else (given, family)


def _sikh(rng: Random, given: Words, family: Words) -> tuple[Words, Words]:
    """Singh or Kaur, the clan's name, or both."""
    title = family[0]
    return given[:1], rng.choice([[title], family, family[1:], family, [title]])


def _hindu(rng: Random, given: Words, family: Words) -> tuple[Words, Words]:
    """A Tamil father's name may stand as an initial, in front."""
    if rng.random() < 0.1:
        return [family[0][0], *given], given[:1]
    return (given if rng.random() < 0.5 else given[:1]), family


def _arabic(rng: Random, given: Words, family: Words) -> tuple[Words, Words]:
    """Own, father's, grandfather's and family's name: records take two or three of them."""
    if len(given) == 1:
        return given, family
    chance = rng.random()
    if chance < 0.45:
        return given[:1], family
    return (given, family) if chance < 0.8 else (given[:1], [given[1]])


def _polish(rng: Random, given: Words, family: Words) -> tuple[Words, Words]:
    return _british(rng, given, family) if rng.random() > 0.03 else (family, given[:1])


def _family_first(rng: Random, given: Words, family: Words) -> tuple[Words, Words]:
    """Papers put the family name first, and so do some records."""
    given = given if rng.random() < 0.5 else given[:1]
    if len(given) > 1 and rng.random() < 0.3:
        given = ["-".join(given)]
    return (family, given) if rng.random() < 0.1 else (given, family)


def _chinese(rng: Random, given: Words, family: Words) -> tuple[Words, Words]:
    """Two syllables joined, apart or with a dash; the family first; an English name added."""
    joined = rng.choice([[given[0] + given[1].lower()], given, ["-".join(given)]])
    if rng.random() < 0.12:
        joined = [stock.CHINESE_ENGLISH[ord(given[1][0]) % len(stock.CHINESE_ENGLISH)][0], *joined]
    return (family, joined) if rng.random() < 0.2 else (joined, family)


CULTURES = (
    Culture(
        "british", 0.56, stock.BRITISH_GIRLS, stock.BRITISH_BOYS, stock.BRITISH_FAMILIES,
        (stock.STEMS, stock.ENDINGS), 0.45, _british, short_form=0.75,
    ),
    Culture(
        "irish", 0.04, stock.IRISH_GIRLS, stock.IRISH_BOYS, stock.IRISH_FAMILIES,
        (stock.IRISH_STEMS, stock.IRISH_ENDINGS), 0.3, _british,
    ),
    Culture(
        "traveller", 0.02, stock.TRAVELLER_GIRLS, stock.TRAVELLER_BOYS, stock.TRAVELLER_FAMILIES,
        (stock.IRISH_STEMS, stock.IRISH_ENDINGS), 0.1, _british, short_form=0.5,
    ),
    Culture(
        "roma", 0.02, stock.ROMA_GIRLS, stock.ROMA_BOYS, stock.ROMA_FAMILIES,
        (stock.ROMA_STEMS, stock.ROMA_ENDINGS), 0.3, _family_first, second_name=0.1,
    ),
    Culture(
        "south asian", 0.13, stock.MUSLIM_GIRLS, stock.MUSLIM_BOYS, stock.PAKISTANI_FAMILIES,
        (stock.ASIAN_STEMS, stock.ASIAN_ENDINGS), 0.1, _asian_muslim, second_name=0.6,
    ),
    Culture(
        "south asian", 0.03, stock.SIKH_GIVEN, stock.SIKH_GIVEN, stock.SIKH_FAMILIES,
        (stock.ASIAN_STEMS, stock.ASIAN_ENDINGS), 0.2, _sikh, second_name=0.1,
    ),
    Culture(
        "south asian", 0.03, stock.HINDU_GIRLS, stock.HINDU_BOYS, stock.HINDU_FAMILIES,
        (stock.ASIAN_STEMS, stock.ASIAN_ENDINGS), 0.4, _hindu,
    ),
    Culture(
        "arabic", 0.06, stock.MUSLIM_GIRLS, stock.MUSLIM_BOYS, stock.ARAB_FAMILIES,
        (stock.ARAB_STEMS, stock.ARAB_ENDINGS), 0.35, _arabic, second_name=0.75,
    ),
    Culture(
        "polish", 0.04, stock.POLISH_GIRLS, stock.POLISH_BOYS, stock.POLISH_FAMILIES,
        (stock.POLISH_STEMS, stock.POLISH_ENDINGS), 0.5, _polish, keeps_marks=0.3,
    ),
    Culture(
        "romanian", 0.03, stock.ROMANIAN_GIRLS, stock.ROMANIAN_BOYS, stock.ROMANIAN_FAMILIES,
        (stock.ROMANIAN_STEMS, stock.ROMANIAN_ENDINGS), 0.4, _family_first, second_name=0.5,
    ),
    Culture(
        "chinese", 0.02, stock.CHINESE_GIVEN, stock.CHINESE_GIVEN, stock.CHINESE_FAMILIES,
        (stock.ROMA_STEMS, stock.ROMA_ENDINGS), 0.0, _chinese,
    ),
    Culture(
        "west african", 0.03, stock.AFRICAN_GIRLS, stock.AFRICAN_BOYS, stock.AFRICAN_FAMILIES,
        (stock.AFRICAN_STEMS, stock.AFRICAN_ENDINGS), 0.45, _family_first, second_name=0.6,
    ),
)  # fmt: skip
