"""How a name sounds, by tables of our own.

`sound` is made for English spelling and the ways names from other languages are commonly written
in it. It reads a word from the left, each time the longest group of letters in the tables, and
keeps consonant sounds only:

    P  p b          T  t d th        K  k c q ck kh x     G  hard g       L R M N  themselves
    F  f v w ph     S  s z sh sz     J  j ch tch zh soft g, y at the start
    W  w v at the start              H  h at the start
    A  any vowel at the start; vowels are not heard after it

so Hussein, Husain and Hussain are HSN; Stephen and Steven STFN; Yusuf, Youssef and Joseph JSF;
Choudhury and Chowdhury JTR. Letters of other scripts stand for themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_SOUND = 8
_VOWEL = "."
_OPENING_GROUPS = """
kn:N gn:N pn:N wr:R ps:S pf:F x:S hs:S ts:S wh:W v:W chr:KR chl:KL kh:K gh:G y:J w:W h:H a:A e:A i:A o:A u:A
"""
_GROUPS = """
tsch:J chae:K owsk:FSK ewsk:FSK wa:F we:F wi:F wo:F wu:F wy:F tch:J sch:S dzh:J dge:J ght:T
ngh:NG mps:MS sz:S sh:S cz:J ch:J dj:J dz:J zh:J rz:J
ph:F kh:K gh: th:T ck:K dt:T ce:S ci:S cy:S ge:J gi:J gy:J x:KS b:P c:K d:T f:F g:G j:J k:K l:L
m:M n:N p:P q:K r:R s:S t:T v:F z:S h: w: a:. e:. i:. o:. u:. y:.
"""


def _table(groups: str) -> dict[str, str]:
    return {
        letters: code for letters, _, code in (group.partition(":") for group in groups.split())
    }


_OPENING, _ANYWHERE = _table(_OPENING_GROUPS), _table(_GROUPS)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """The consonant sounds of one plain small-letter word, at most eight."""
    heard, place = "", 0
    while place < len(word) and len(heard) < 4 * LONGEST_SOUND:
        group, code = _heard_at(word, place)
        heard, place = heard + code, place + len(group)
    once = re.sub(r"([^.])\1+", r"\1", heard)
    return once.replace(_VOWEL, "")[:LONGEST_SOUND]


def _heard_at(word: str, place: int) -> tuple[str, str]:
    tables = (_OPENING, _ANYWHERE) if place == 0 else (_ANYWHERE,)
    for table in tables:
        for length in (4, 3, 2, 1):
            group = word[place : place + length]
            if len(group) == length and group in table:
                return group, table[group]
    return word[place], word[place]
