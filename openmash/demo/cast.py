"""The people of the story: the same cast in the demonstration, the tests, the guides and pictures.

Every person, place and number is invented. Telephone numbers are from the range kept for drama.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from openmash.core.actor import Actor
from openmash.foundation.access.hours import is_out_of_hours
from openmash.foundation.access.models import Agency, Registration, RoleHolding, User
from openmash.foundation.access.roles import Role
from openmash.foundation.reference.commands import Identity
from openmash.foundation.reference.models import Partnership

BRACKENFORD = Identity(
    code="brackenford",
    name="Brackenford Safeguarding Partnership",
    prefix="BR",
    area="Brackenford",
    hub_name="Brackenford front door",
    hub_phone="01632 960110",
    edt_phone="01632 960120",
    hub_email="hub@brackenford.example",
    la_number="335",
)
OAKMERE = Identity(
    code="oakmere",
    name="Oakmere Safeguarding Partnership",
    prefix="OA",
    area="Oakmere",
    hub_name="Oakmere front door",
    hub_phone="01632 960210",
    edt_phone="01632 960220",
    hub_email="hub@oakmere.example",
    la_number="336",
)
PARTNERSHIPS = (BRACKENFORD, OAKMERE)


@dataclass(frozen=True)
class AgencyPart:
    """An agency of the story and the partnerships it belongs to."""

    code: str
    name: str
    kind: str
    partnerships: tuple[str, ...]


ONE_YEAR = timedelta(days=365)
B, M = "brackenford", "oakmere"
KIND = Agency.Kind
AGENCIES = (
    AgencyPart("brackenford-council", "Brackenford Council", KIND.COUNCIL, (B,)),
    AgencyPart("oakmere-council", "Oakmere Council", KIND.COUNCIL, (M,)),
    AgencyPart("midshire-police", "Midshire Police", KIND.POLICE, (B, M)),
    AgencyPart("st-oswins", "St Oswin’s Primary School", KIND.SCHOOL, (B,)),
    AgencyPart("hollin-park", "Hollin Park School", KIND.SCHOOL, (B,)),
    AgencyPart("fernhill-surgery", "Fernhill Surgery", KIND.GP_PRACTICE, (B,)),
    AgencyPart("millbrook-surgery", "Millbrook Surgery", KIND.GP_PRACTICE, (B,)),  # nobody signs in
    AgencyPart("brackenford-health", "Brackenford Healthcare Trust", KIND.HEALTH_TRUST, (B,)),
    AgencyPart("midshire-mind", "Midshire Mental Health Trust", KIND.MENTAL_HEALTH_TRUST, (B, M)),
    AgencyPart("the-lantern", "The Lantern, substance-misuse service", KIND.ADULT_SERVICE, (B,)),
    AgencyPart("midshire-probation", "Midshire Probation", KIND.PROBATION, (B, M)),
    AgencyPart("haven", "Haven family charity", KIND.VOLUNTARY, (B,)),
    AgencyPart("oakmere-primary", "Oakmere Primary School", KIND.SCHOOL, (M,)),
)


@dataclass(frozen=True)
class Persona:
    """One member of the cast: who they are and the roles they hold (role, agency, partnership)."""

    key: str
    name: str
    holdings: tuple[tuple[Role, str, str], ...]
    story: str
    registered: tuple[str, str, tuple[str, ...]] | None = None  # body, number, competences

    @property
    def email(self) -> str:
        """The address they sign in with."""
        return f"{self.key}@openmash.example"


CAST = (
    Persona(
        "ruth",
        "Ruth Hart",
        ((Role.DSL, "st-oswins", B),),
        "School lead; sends worries and hears back",
    ),
    Persona(
        "joan",
        "Joan Pell",
        ((Role.AGENCY_LEAD, "st-oswins", B),),
        "Head teacher; keeps the people of the school, and sees no case",
    ),
    Persona("osei", "Dr Kwame Osei", ((Role.GP, "fernhill-surgery", B),), "GP; sends worries"),
    Persona(
        "nell",
        "Nell Whitby",
        ((Role.HV_SN_MW, "brackenford-health", B),),
        "Health visitor; sends worries",
    ),
    Persona(
        "gil",
        "Gil Marsh",
        ((Role.SMS, "the-lantern", B),),
        "Substance-misuse worker; sends worries about parents",
    ),
    Persona(
        "wes",
        "Wes Carrick",
        ((Role.PROB, "midshire-probation", B),),
        "Probation practitioner; is asked about adults on supervision",
    ),
    Persona(
        "ivy",
        "Ivy Strand",
        ((Role.YJS, "brackenford-council", B),),
        "Youth justice worker; answers for her team of the council alone",
    ),
    Persona(
        "lee",
        "Lee Adair",
        ((Role.REF_PROF, "haven", B),),
        "A professional with no part in anybody's case",
    ),
    Persona(
        "dana",
        "Dana Khan",
        ((Role.POL_EHO, "midshire-police", B), (Role.POL_EHO, "midshire-police", M)),
        "Police early help officer, for both partnerships",
    ),
    Persona(
        "aisha",
        "Aisha Rahman",
        ((Role.MASH_SCREEN, "brackenford-council", B),),
        "Screening officer; sees every worry first",
    ),
    Persona(
        "tom",
        "Tom Ashdown",
        ((Role.MASH_SW, "brackenford-council", B),),
        "MASH social worker; recommends",
    ),
    Persona(
        "priya", "Priya Nair", ((Role.MASH_SW, "brackenford-council", B),), "MASH social worker"
    ),
    Persona(
        "meera",
        "Meera Pillai",
        ((Role.MASH_MGR, "brackenford-council", B),),
        "MASH manager; decides",
    ),
    Persona(
        "grace",
        "Grace Oyelaran",
        ((Role.SVC_MGR, "brackenford-council", B),),
        "Service manager; signs what needs a second manager",
    ),
    Persona(
        "carol",
        "Carol Bell",
        ((Role.NN_WHT, "brackenford-health", B),),
        "Named nurse; says what health information means for each child",
        ("NMC", "99Z0001E", ("CHILD", "MIDWIFERY")),
    ),
    Persona(
        "femi",
        "Femi Adebayo",
        ((Role.MHP, "midshire-mind", B),),
        "Mental-health practitioner; signs what mental-health information means",
        ("NMC", "99Z0002E", ("MENTAL_HEALTH", "ADULT")),
    ),
    Persona(
        "bea",
        "Bea Lindholm",
        ((Role.NN_BCH, "midshire-mind", B), (Role.REF_PROF, "midshire-mind", B)),
        "Named nurse of the mental-health trust; answers for it, and reads what it tells",
        ("NMC", "99Z0005E", ("CHILD", "MENTAL_HEALTH")),
    ),
    Persona(
        "dev",
        "Dev Whitlock",
        ((Role.DUTY_SW, "brackenford-council", B),),
        "Duty social worker; holds open cases, and answers for children’s social care",
    ),
    Persona(
        "thea",
        "Thea Ellwood",
        ((Role.LADO, "brackenford-council", B),),
        "Designated officer for allegations; reads what is restricted to her by name",
    ),
    Persona(
        "ravi",
        "Ravi Sandhu",
        ((Role.EDT, "brackenford-council", B),),
        "Emergency duty social worker",
    ),
    Persona(
        "hal",
        "Hal Brook",
        ((Role.DATA_STEWARD, "brackenford-council", B),),
        "Data steward; keeps the register of people right, sees no contact",
    ),
    Persona(
        "ines",
        "Ines Calder",
        ((Role.IG_AUD, "brackenford-council", B),),
        "Information-governance auditor; reads logs, never cases",
    ),
    Persona(
        "col", "Col Brandt", ((Role.CONFIG, "brackenford-council", B),), "Partnership configurator"
    ),
    Persona(
        "sam",
        "Sam Irwin",
        ((Role.SYSADMIN, "brackenford-council", B),),
        "Technical administrator; no case content",
    ),
    Persona(
        "olu",
        "Olu Fenn",
        ((Role.MASH_SCREEN, "oakmere-council", M),),
        "Oakmere's screening officer",
    ),
    Persona("mari", "Mari Voss", ((Role.MASH_MGR, "oakmere-council", M),), "Oakmere's manager"),
    Persona("kit", "Kit Lowell", ((Role.DSL, "oakmere-primary", M),), "Oakmere's school lead"),
)
BY_KEY = {persona.key: persona for persona in CAST}


def assemble(*, at: datetime) -> None:
    """Make the agencies, the people and their roles; doing it twice is harmless."""
    for part in AGENCIES:
        agency, _ = Agency.objects.get_or_create(
            code=part.code,
            defaults={
                "name": part.name,
                "kind": part.kind,
                "safeguarding_email": f"safeguarding@{part.code}.example",
                "phone": "01632 960300",
            },
        )
        agency.partnerships.set(Partnership.objects.filter(pk__in=part.partnerships))
    for persona in CAST:
        bring_in(persona, at=at)


def bring_in(persona: Persona, *, at: datetime) -> None:
    """Somebody with their roles from a moment on; doing it twice is harmless."""
    user, _ = User.objects.get_or_create(
        email=persona.email,
        defaults={"name": persona.name, "password": "!", "phone": "01632 960301"},
    )
    for role, agency, partnership in persona.holdings:
        RoleHolding.objects.get_or_create(
            user=user,
            role=role,
            agency_id=agency,
            partnership_id=partnership,
            defaults={"starts_at": at},
        )
    if persona.registered:
        body, number, competences = persona.registered
        day = at.date()
        Registration.objects.get_or_create(
            user=user,
            defaults={
                "body": body,
                "number": number,
                "competences": sorted(competences),
                "checked_on": day,
                "valid_until": day + ONE_YEAR,
            },
        )


def actor(key: str, *, at: datetime, partnership: str | None = None, reason: str = "") -> Actor:
    """A member of the cast acting at a moment, in their (first, or this partnership's) role."""
    return acting(BY_KEY[key], at=at, partnership=partnership, reason=reason)


def acting(
    persona: Persona, *, at: datetime, partnership: str | None = None, reason: str = ""
) -> Actor:
    """The same of anybody who was brought in, of the cast or not."""
    role, agency, home = next(
        h for h in persona.holdings if partnership is None or h[2] == partnership
    )
    user = User.objects.get(email=persona.email)
    return Actor(
        user=str(user.pk),
        name=user.name,
        role=role,
        agency=agency,
        partnership=home,
        at=at,
        out_of_hours=is_out_of_hours(role, home, at),
        via="demo",
        reason=reason,
    )
