"""Invented names. Given names of people use characters that stand nowhere else in the sample or on a page."""

from __future__ import annotations

from random import Random

SURNAMES = "陈李黄张梁林刘吴罗杨何邓谢曾朱唐彭冯邱邹欧蔡肖廖潘赖叶钟曹蒋"
RARE = (
    "赟翀堃彧昶珩晞昉旻暐瑄琤珺瑀瑢璟璠璆玥玕珣珮琎琇琬瑭翊翯煊熠烜炆焱淼彣彤頔颋斓斐奕奡妤婳嫄孃孺寔峋峣崟嵘"
    "嶷巘弢彟忻怿恺悫惇愔憬懋戬扆旆昀昕昪晔晟晗晙晳曈曦朒杲枞柃栒栩桉梓梣棣棨楙楹榞樨橚檠欹歆毓汧沄沅洹浛涑淏湉溦滉滢漪潆澔濬瀛"
)
"""A set of characters, not text: none of them occurs in a place, organisation or project name."""

FIRST = "云霜松杉樟榕枫棠竹茶桂兰芦荷稻麦葛藤石岩泉溪鹿鹤雁鹭鹰虎龟燕银铜锡铁砚墨笔画瓦陶甑磨"
SECOND = "塘坪坳垌湾寨岭洞冲坑坝洲埠桥亭井田园屋营围墟渡潭峡峰坡崖埔岗"
THIRD = "上下东西前后新老大小长圆高平深浅"
REAL = frozenset(
    {"石岩", "石桥", "石井", "石岭", "石洞", "大洞", "铁坑", "云洞", "茶坑", "松岗", "石潭", "石坑", "石塘"}
)
"""Combinations that well-known places bear; left out."""


def place_names(rng: Random, count: int) -> list[str]:
    """`count` different invented names of two characters, then of three when those run out.

    Raises ValueError for more than the characters can make (about 20,000).
    """
    pairs = [a + b for a in FIRST for b in SECOND if a + b not in REAL]
    rng.shuffle(pairs)
    triples = (third + pair for third in THIRD for pair in pairs)
    names = pairs[:count]
    while len(names) < count:
        name = next(triples, None)
        if name is None:
            raise ValueError("no more invented names")
        names.append(name)
    return names


def person_name(rng: Random) -> str:
    """A surname and one or, nineteen times of twenty, two rare characters."""
    given = rng.sample(RARE, 1 if rng.random() < 0.05 else 2)
    return rng.choice(SURNAMES) + "".join(given)
