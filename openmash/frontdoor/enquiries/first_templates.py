"""What each kind of agency is asked, as a partnership receives it (P3, P5, P6); every row is [D].

A question has a code, words, the kind of its answer and for whom it is. A partnership publishes its own
versions; an answer keeps the version it was given to.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum

from openmash.foundation.access.models import Agency
from openmash.foundation.access.roles import Role
from openmash.frontdoor.enquiries.states.items import Category

PREFIX = "ask-"  # of the form's name; the template's code follows


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    YES_NO = "yes_no"  # or not known
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"


class For(StrEnum):
    """Of whom it is asked."""

    CHILD = "child"
    ADULT = "adult"
    ALL = "all"


@dataclass(frozen=True)
class Question:
    """One question of a template."""

    code: str
    words: str
    kind: Kind = Kind.TEXT
    of: For = For.ALL
    choices: tuple[str, ...] = ()
    category: str = ""  # of health, where whatever is answered is read by health (P6)


@dataclass(frozen=True)
class Template:
    """The questions to one kind of agency, and who answers them there."""

    code: str
    name: str
    asks: str
    roles: tuple[Role, ...]
    questions: tuple[Question, ...]
    kinds: tuple[
        Agency.Kind, ...
    ] = ()  # kinds of agency that are asked this, unless they say otherwise
    is_health: bool = False
    items: tuple[str, ...] = field(default=())  # categories offered first for what they tell

    @property
    def content(self) -> dict[str, object]:
        """As a version of it is kept."""
        return asdict(self)


MIND, DRUGS = Category.MENTAL_HEALTH, Category.SUBSTANCE
YES, CHILD, ADULT = Kind.YES_NO, For.CHILD, For.ADULT
LEVELS = ("None", "Low", "Moderate", "High")
ANYBODY = (Role.REF_PROF,)

SOCIAL_CARE = Template(
    "social_care",
    "Children’s social care",
    "Are they open, or have they been? Plans, reasons, siblings, and adults who pose a risk.",
    (Role.DUTY_SW,),
    (
        Question("open_now", "Open to children’s social care now", YES),
        Question("episodes", "Episodes and plans, with dates and reasons", of=CHILD),
        Question("siblings", "Brothers and sisters known, and where", of=CHILD),
        Question("poses_risk", "Known as an adult who poses a risk to children", YES, ADULT),
        Question("fostering_lado", "Earlier private fostering, or a matter for the LADO"),
    ),
    (Agency.Kind.COUNCIL,),
)
ADULT_SOCIAL_CARE = Template(
    "adult_social_care",
    "Adult social care",
    "Care and support needs of those who look after the children, and safeguarding of adults.",
    (Role.ASC,),
    (
        Question("care_needs", "Care and support needs", of=ADULT),
        Question("carers_assessment", "A carer’s assessment has been made", YES, ADULT),
        Question("safeguarding_adult", "Safeguarding adult concerns, with dates", of=ADULT),
        Question("capacity", "Doubts about mental capacity", YES, ADULT),
    ),
)
POLICE = Template(
    "police",
    "Police",
    "Incidents of the last 12 months, and older ones that matter; domestic abuse; warnings; missing.",
    (Role.POL_EHO,),
    (
        Question("incidents", "Incidents of the last 12 months (older if they matter)"),
        Question("domestic_abuse", "Domestic abuse known", YES),
        Question("warnings", "Warnings and markers"),
        Question("convictions", "Convictions that matter here", of=ADULT),
        Question("missing", "Missing episodes in the last 12 months", Kind.NUMBER, CHILD),
    ),
    (Agency.Kind.POLICE,),
)
HEALTH_COMMUNITY = Template(
    "health_community",
    "Health: community and acute",
    "What health visiting, school nursing, midwifery and hospital know of each of them.",
    (Role.HV_SN_MW,),
    (
        Question("health_visitor", "Health visitor: last contact, and how often", of=CHILD),
        Question("school_nurse", "School nurse: last contact, and why", of=CHILD),
        Question("midwife", "Midwife: bookings and contacts, expected date"),
        Question("growth", "Growth: last weight and height with dates and centiles", of=CHILD),
        Question("immunised", "Immunised for their age", YES, CHILD),
        Question("ed_visits", "Emergency attendances in the last 12 months", Kind.NUMBER),
        Question("not_brought", "Was not brought in the last 12 months, times", Kind.NUMBER, CHILD),
        Question("injuries", "Injuries, with dates and what was said of them"),
        Question("flags", "Flags: plan, FGM, maternity or other"),
    ),
    (Agency.Kind.HEALTH_TRUST,),
    is_health=True,
)
HEALTH_MENTAL = Template(
    "health_mental",
    "Health: mental health",
    "Contact with child or adult mental health services, and what it means for caring for a child.",
    (Role.HV_SN_MW, Role.REF_PROF),
    (
        Question("known_to", "Known to which team, since when"),
        Question("diagnosis", "Diagnosis, only where it matters here"),
        Question("risk", "Risk to themselves or others, with date of the last assessment"),
        Question("engagement", "Keeps in touch with the service", YES),
        Question("medication", "How medication affects caring for a child", of=ADULT),
    ),
    (Agency.Kind.MENTAL_HEALTH_TRUST,),
    is_health=True,
)
GP = Template(
    "gp",
    "GP practice",
    "What the practice knows that matters for the children’s safety or care: about five minutes.",
    (Role.GP, Role.REF_PROF),
    (
        Question("registered_since", "Registered since", Kind.DATE),
        Question("last_seen", "Last seen", Kind.DATE),
        Question("not_brought", "Was not brought in the last 12 months, times", Kind.NUMBER, CHILD),
        Question("conditions", "Conditions that affect the child’s safety or care"),
        Question("injuries", "Injuries seen or reported", of=CHILD),
        Question(
            "mental_health", "Mental health that affects parenting", YES, ADULT, category=MIND
        ),
        Question(
            "substances", "Alcohol or drugs that affect parenting", YES, ADULT, category=DRUGS
        ),
        Question("learning", "Learning disability that affects parenting", YES, ADULT),
        Question("domestic_abuse", "Domestic abuse known", YES),
        Question("medication", "Is medication kept and taken safely?", YES),
        Question("pregnancy", "Pregnant", YES, ADULT),
        Question("brought_by", "Who brings the child", of=CHILD),
        Question("seen_alone", "Has been seen alone", YES, CHILD),
        Question("concern", "How worried is the practice?", Kind.CHOICE, choices=LEVELS),
        Question("strengths", "What goes well"),
    ),
    (Agency.Kind.GP_PRACTICE,),
    is_health=True,
)
EDUCATION = Template(
    "education",
    "Education",
    "Attendance, exclusions, special needs, behaviour, what the child says, and your own worries.",
    (Role.DSL, Role.REF_PROF),
    (
        Question("on_roll", "On roll here", YES, CHILD),
        Question("attendance", "Attendance this year, in per cent", Kind.NUMBER, CHILD),
        Question("exclusions", "Exclusions this year", Kind.NUMBER, CHILD),
        Question("sen", "Special educational needs", of=CHILD),
        Question("behaviour", "Behaviour, and what has changed", of=CHILD),
        Question("voice", "What the child says, in their own words", of=CHILD),
        Question("siblings", "Brothers and sisters, and their schools", of=CHILD),
        Question("missing_education", "Missing education, or taught at home", YES, CHILD),
        Question("parents", "What you know of this adult with the children", of=ADULT),
    ),
    (Agency.Kind.SCHOOL,),
)
SUBSTANCE_MISUSE = Template(
    "substance_misuse",
    "Substance misuse",
    "Treatment, engagement and relapse of those who look after the children (L48).",
    (Role.SMS,),
    (
        Question("in_treatment", "In treatment now", YES),
        Question("substances", "Which substances, how often, and when last", category=DRUGS),
        Question("engagement", "Keeps appointments", YES),
        Question(
            "relapse", "Relapse or overdose in the last 12 months, with dates", category=DRUGS
        ),
        Question("storage", "Are medicines and drugs at home out of a child’s reach?", YES, ADULT),
        Question("effect", "How use affects caring for a child", of=ADULT, category=DRUGS),
    ),
    (Agency.Kind.ADULT_SERVICE,),
)
PROBATION = Template(
    "probation",
    "Probation",
    "Supervision, licence conditions and risk of serious harm to children or partners.",
    (Role.PROB,),
    (
        Question("supervised", "Under supervision now", YES, ADULT),
        Question("conditions", "Conditions that concern children or addresses", of=ADULT),
        Question("harm", "Risk of serious harm", Kind.CHOICE, ADULT, LEVELS),
        Question("mappa", "MAPPA: category and level", of=ADULT),
    ),
    (Agency.Kind.PROBATION,),
)
HOUSING = Template(
    "housing",
    "Housing",
    "Tenancy, who lives there, state of the home, arrears, and reports by neighbours.",
    (Role.HOUS,),
    (
        Question("tenancy", "Tenancy: whose, since when, at risk?"),
        Question("household", "Who lives there as far as you know"),
        Question("home", "State of the home when last seen, with date"),
        Question("reports", "Reports of noise, violence or neglect, with dates"),
        Question("homeless", "Homeless or threatened with it", YES),
    ),
    (Agency.Kind.HOUSING,),
)
YOUTH_JUSTICE = Template(
    "youth_justice",
    "Youth justice",
    "Orders, offences, exploitation, and what the young person says.",
    (Role.YJS,),
    (
        Question("order", "Order or out-of-court disposal now", of=CHILD),
        Question("exploitation", "Signs of exploitation", YES, CHILD),
        Question("engagement", "Keeps appointments", YES, CHILD),
        Question("voice", "What the young person says", of=CHILD),
    ),
    (Agency.Kind.YOUTH_JUSTICE,),
)
DOMESTIC_ABUSE = Template(
    "domestic_abuse",
    "Domestic-abuse service",
    "Support, risk assessments, MARAC, and what has been said of the children.",
    (Role.DAS,),
    (
        Question("supported", "Supported by you now", YES, ADULT),
        Question("risk", "Last risk assessment: date and score", of=ADULT),
        Question("marac", "Heard at MARAC, with dates", of=ADULT),
        Question("children", "What the children have seen, heard or said"),
        Question("safe_contact", "How and when it is safe to reach this person", of=ADULT),
    ),
    (Agency.Kind.DOMESTIC_ABUSE,),
)
VOLUNTARY = Template(
    "voluntary",
    "Voluntary organisation",
    "How you know them, what you have seen, and what goes well.",
    ANYBODY,
    (
        Question("known_since", "Known since, and how"),
        Question("seen", "What you have seen or been told, with dates"),
        Question("strengths", "What goes well"),
    ),
    (Agency.Kind.VOLUNTARY, Agency.Kind.OTHER),
)
TEMPLATES: tuple[Template, ...] = (
    SOCIAL_CARE,
    POLICE,
    HEALTH_COMMUNITY,
    HEALTH_MENTAL,
    GP,
    EDUCATION,
    ADULT_SOCIAL_CARE,
    SUBSTANCE_MISUSE,
    PROBATION,
    HOUSING,
    YOUTH_JUSTICE,
    DOMESTIC_ABUSE,
    VOLUNTARY,
)
