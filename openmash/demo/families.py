"""Three families of the demonstration with their history: who lived where, and who hurt whom."""

from __future__ import annotations

from datetime import date, timedelta

from openmash.demo.known import SOURCE, Known
from openmash.foundation.people.commands import add_flag, add_identifier, add_name
from openmash.foundation.people.models import Identifier, Person, PersonFlag

LEFT, MOVED = 310, 245  # days before the register was filled: out of the home, into the next


def fill_families(known: Known) -> Person:
    """The Tarrants, the Wiśniewskis and the Chaudhrys; Isla, about whom the day's story is."""
    isla = _tarrant(known)
    _wisniewski(known)
    _chaudhry(known)
    return isla


def _tarrant(known: Known) -> Person:
    """Kelly left Craig for a refuge; the home since then is protected. Isla has another father,
    and by him a half-brother in another household. Noah stands under an older spelling."""
    by = known.by
    isla = known.child("Isla Mae", "Tarrant", date(2019, 3, 14), "F")
    add_identifier(isla, Identifier.Kind.NHS_NUMBER, "9991047212", source=SOURCE, by=by)
    noah = known.child("Noa", "Tarrant", date(2024, 2, 6), "M")
    unborn = known.unborn("Unborn", "Tarrant", by.at.date() + timedelta(days=190))
    kelly = known.adult("Kelly", "Tarrant", "F", date(1997, 5, 30))
    craig = known.adult("Craig", "Molloy", "M", date(1992, 1, 17))
    dean = known.adult("Dean", "Rudkin", "M", date(1993, 10, 3))
    theo = known.child("Theo", "Rudkin", date(2022, 7, 21), "M")
    simone = known.adult("Simone", "Achebe", "F", date(1995, 4, 12))
    maureen = known.adult("Maureen", "Tarrant", "F", date(1968, 11, 8))
    _tarrant_ties(known, (isla, noah, unborn), (kelly, craig, dean), (maureen, simone, theo))
    _tarrant_homes(known, (isla, noah, kelly), craig, (dean, simone, theo), maureen)
    known.phone("07700 900412", kelly, maureen, safe=True, times="weekdays, 09:00 to 15:00")
    known.phone("07700 900413", kelly, craig, safe=False)
    add_flag(craig, PersonFlag.Code.POSES_RISK, source="Midshire Police", by=by)
    add_flag(kelly, PersonFlag.Code.MARAC, source="MARAC minutes", by=by)
    return isla


def _tarrant_ties(
    known: Known,
    children: tuple[Person, Person, Person],
    parents: tuple[Person, Person, Person],
    others: tuple[Person, Person, Person],
) -> None:
    isla, noah, unborn = children
    kelly, craig, dean = parents
    maureen, simone, theo = others
    known.parents(isla, kelly, dean)
    known.parents(noah, kelly, craig)
    known.parents(unborn, kelly, craig, source="Midwife")
    known.parents(theo, dean, simone)
    known.parents(kelly, maureen)
    known.tie(isla, noah, "half-sibling")
    known.tie(dean, simone, "partner", since=date(2021, 3, 1))
    known.tie(kelly, dean, "ex-partner", until=date(2020, 6, 1))
    left = known.ago(LEFT)
    known.tie(kelly, craig, "ex-partner", since=date(2022, 4, 1), until=left)
    known.tie(craig, kelly, "danger", since=left, source="Midshire Police")
    known.tie(craig, isla, "danger", since=left, source="Refuge worker", certainty="reported")


def _tarrant_homes(
    known: Known,
    fled: tuple[Person, Person, Person],
    craig: Person,
    rudkins: tuple[Person, Person, Person],
    maureen: Person,
) -> None:
    left, moved = known.ago(LEFT), known.ago(MOVED)
    isla, noah, kelly = fled
    known.lives(
        "14 Larch Close, Brackenford", "ZZ1 7LC", kelly, isla, since=date(2022, 4, 1), until=left
    )
    known.lives("14 Larch Close, Brackenford", "ZZ1 7LC", noah, since=date(2024, 2, 6), until=left)
    known.lives("14 Larch Close, Brackenford", "ZZ1 7LC", craig, since=date(2022, 4, 1))
    refuge = "Refuge in Midshire, room 4"
    known.lives(refuge, "ZZ9 2RF", *fled, since=left, until=moved, kind="refuge", source="Refuge")
    known.lives("14 Mill Row, Brackenford", "ZZ1 4MR", *fled, since=moved, protected=True)
    known.lives("3 Foundry Street, Brackenford", "ZZ1 3FS", *rudkins, since=date(2021, 3, 1))
    weekends = "every other weekend, says his father"
    known.lives("3 Foundry Street, Brackenford", "ZZ1 3FS", isla, kind="second", source=weekends)
    known.lives("27 Chapel Hill, Brackenford", "ZZ1 2CH", maureen, since=date(1999, 8, 1))


def _wisniewski(known: Known) -> None:
    """Polish: surnames end by sex, and the children are known by short names."""
    marek = known.adult("Marek", "Wiśniewski", "M", date(1985, 2, 11))
    agnieszka = known.adult("Agnieszka", "Wiśniewska", "F", date(1987, 9, 27))
    zofia = known.child("Zofia", "Wiśniewska", date(2014, 12, 2), "F")
    jakub = known.child("Jakub", "Wiśniewski", date(2017, 5, 19), "M")
    halina = known.adult("Halina", "Nowak", "F", date(1958, 3, 6))
    add_name(zofia, "Zosia", "Wisniewska", kind="known_as", source="School roll", by=known.by)
    add_name(agnieszka, "Agnieszka", "Nowak", kind="birth", source="Herself", by=known.by)
    for child in (zofia, jakub):
        known.parents(child, marek, agnieszka)
    known.parents(agnieszka, halina)
    known.tie(marek, agnieszka, "spouse", since=date(2012, 6, 16))
    home = "8 Weavers Court, Brackenford"
    known.lives(home, "ZZ1 8WC", marek, agnieszka, zofia, jakub, since=date(2018, 1, 15))
    known.lives(home, "ZZ1 8WC", halina, since=known.ago(MOVED), kind="temporary")
    known.phone("01632 960455", marek, agnieszka, safe=True)


def _chaudhry(known: Known) -> None:
    """South Asian: three generations and an uncle's family under one roof."""
    nasreen = known.adult("Nasreen", "Begum", "F", date(1956, 1, 1))
    imran = known.adult("Imran", "Chaudhry", "M", date(1982, 7, 4))
    sadia = known.adult("Sadia", "Chaudhry", "F", date(1986, 11, 23))
    tariq = known.adult("Tariq", "Chaudhry", "M", date(1990, 3, 15))
    hina = known.adult("Hina", "Bibi", "F", date(1992, 8, 9))
    ayaan = known.child("Ayaan", "Chaudhry", date(2013, 10, 30), "M")
    maryam = known.child("Maryam", "Imran", date(2016, 4, 18), "F")
    yusra = known.child("Yusra", "Chaudhry", date(2021, 1, 25), "F")
    for son in (imran, tariq):
        known.parents(son, nasreen)
    for child in (ayaan, maryam):
        known.parents(child, imran, sadia)
    known.parents(yusra, tariq, hina)
    known.tie(imran, sadia, "spouse", since=date(2011, 2, 5))
    known.tie(tariq, hina, "spouse", since=date(2018, 9, 22))
    known.tie(hina, sadia, "cousin", certainty="reported", source="Sadia")
    roof = (nasreen, imran, sadia, tariq, hina, ayaan, maryam, yusra)
    known.lives("51 Abbey Road, Brackenford", "ZZ1 5AR", *roof, since=date(2018, 9, 22))
    known.phone("01632 960477", nasreen, imran, tariq)
