"""Chinese names in their syllables, however they are joined and in whichever spelling.

Wai Fong, Weifang and Wei-Fang are one name: the records of two agencies join its syllables, part
them, or write them as Mandarin, as Cantonese or as in Taiwan. A word is read as Chinese only when it
falls wholly into syllables that are written that way; each is then named by the first of the
spellings that may stand for it. Only for finding and comparing: the name is kept as given.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from openmash.core.spellings import one_spelling

MOST_SYLLABLES = 4
LONGEST = 6
# Mandarin: what may follow each beginning.
_FINALS = """
:a ai an ang ao e en er ou
b:a ai an ang ao ei en eng i ian iao ie in ing o u
p:a ai an ang ao ei en eng i ian iao ie in ing o ou u
m:a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f:a an ang ei en eng o ou u
d:a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo
t:a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
n:a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong u uan uo ue
l:a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo
g:a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
k:a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo
h:a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j:i ia ian iang iao ie in ing iong iu u uan ue un
q:i ia ian iang iao ie in ing iong iu u uan ue un
x:i ia ian iang iao ie in ing iong iu u uan ue un
zh:a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
ch:a ai an ang ao e en eng i ong ou u uan uang ui un uo
sh:a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
r:an ang ao e en eng i ong ou u uan ui un uo
z:a ai an ang ao e en eng i ong ou u uan ui un uo
c:a ai an ang ao e en eng i ong ou u uan ui un uo
s:a ai an ang ao e en eng i ong ou u uan ui un uo
y:a an ang ao e i in ing ong ou u uan ue un
w:a ai an ang ei en eng o u
"""
# Cantonese as in Hong Kong, and the older spellings of Mandarin.
_OTHERS = """
au chai cham chan chau cheng cheuk cheung ching chit chiu cho choi chow chu chui chuk chun chung fai fat
fong foo fuk fung hang hau heung hin hing hoi hok hon hong hung ip ka kai kam kan kar kau kei keung
kin king kit ko kong ku kuen kui kwai kwan kwok kwong lai lam lau law leung lik ling lo lok luen lui luk
lung mak man mei ming miu mo mok mui nam nga ngai ng oi on pak pang pik ping po pok poon pui sau shan
shek sheung shing shiu shuk shun shui sik sin sing siu so sum suen suet sung sze tai tak tam tat
tin to tong tsang tse tsui tsun tsz tung tze wa wah wai wan wing wong woo woon wun yam yan yat yau yee
yeuk yeung yik yin ying yip yiu yu yue yuen yuet yuk yung
chia chiang chiao chieh chien chih chin chiu hsi hsia hsiang hsiao hsieh hsien hsin hsing hsiung hsiu
hsu hsuan hsueh jen jui jung kuang kuo tien tsai tsao tseng tso tsu tzu yeh yen
"""
_VOWELS = frozenset("aeiou")


def _written() -> frozenset[str]:
    found = set(_OTHERS.split())
    for line in _FINALS.split("\n"):
        beginning, _, finals = line.partition(":")
        found |= {beginning + final for final in finals.split()}
    return frozenset(found)


SYLLABLES = _written()


@lru_cache(maxsize=50_000)
def syllables(word: str) -> tuple[str, ...]:
    """The syllables of one plain word, each by the name of its spellings; none when it has others."""
    ways = list(_ways(word, MOST_SYLLABLES))
    if not ways:
        return ()
    best = min(ways, key=lambda way: (_open(way), len(way), [-len(one) for one in way]))
    return tuple(one_spelling(one) for one in best)


def _ways(word: str, most: int) -> Iterator[tuple[str, ...]]:
    """Every way in which a word falls into syllables."""
    if not word:
        yield ()
        return
    if most == 0:
        return
    for length in range(1, min(LONGEST, len(word)) + 1):
        if word[:length] in SYLLABLES:
            yield from ((word[:length], *rest) for rest in _ways(word[length:], most - 1))


def _open(way: tuple[str, ...]) -> int:
    """How many syllables begin with a vowel inside the word, where one would write an apostrophe."""
    return sum(one[0] in _VOWELS for one in way[1:])
