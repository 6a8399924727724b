"""Numbers in words, written by rules of their own: what the reader must read back. From 0 to below 10^12."""

from collections.abc import Callable

EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
FR = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf"
).split()
FR_TENS = "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split()
ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
ES_HUNDREDS = (
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
).split()
RU = (
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
).split()
RU_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
RU_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split()
AR_ONES = "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split()
AR_TEENS = ["أحد عشر", "اثنا عشر", *(f"{one} عشر" for one in AR_ONES[3:10])]
AR_TENS = "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()
AR_HUNDREDS = "مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة".split()


def english(number: int) -> str:
    return _in_scales(number, _english_below_thousand, [(10**9, "billion"), (10**6, "million"), (1000, "thousand")])


def _english_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    small = EN[rest] if rest < 20 else EN_TENS[rest // 10 - 2] + (f"-{EN[rest % 10]}" if rest % 10 else "")
    if not hundreds:
        return small
    return f"{EN[hundreds]} hundred" + (f" and {small}" if rest else "")


def french(number: int) -> str:
    def scale(count: int, name: str) -> str:
        return f"{_french_below_thousand(count)} {name}{'s' if count > 1 else ''}"

    parts = []
    for value, name in ((10**9, "milliard"), (10**6, "million")):
        if number >= value:
            parts.append(scale(number // value, name))
            number %= value
    if number >= 1000:
        thousands = number // 1000
        parts.append("mille" if thousands == 1 else f"{_french_below_thousand(thousands)} mille")
        number %= 1000
    return " ".join([*parts, _french_below_thousand(number)] if number or not parts else parts)


def _french_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = []
    if hundreds:
        parts.append("cent" if hundreds == 1 else f"{FR[hundreds]} cent{'' if rest else 's'}")
    if rest or not hundreds:
        parts.append(_french_below_hundred(rest))
    return " ".join(parts)


def _french_below_hundred(number: int) -> str:
    if number < 20:
        return FR[number]
    tens, ones = divmod(number, 10)
    if tens in (7, 9):
        tens, ones = tens - 1, ones + 10
    if ones == 0:
        return "quatre-vingts" if tens == 8 else FR_TENS[tens - 2]
    joint = " et " if ones in (1, 11) and tens != 8 else "-"
    return f"{FR_TENS[tens - 2]}{joint}{FR[ones]}"


def spanish(number: int) -> str:
    millions, rest = divmod(number, 10**6)
    parts = []
    if millions:
        parts.append("un millón" if millions == 1 else f"{_spanish_below_million(millions)} millones")
    if rest or not parts:
        parts.append(_spanish_below_million(rest))
    return " ".join(parts)


def _spanish_below_million(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    parts = []
    if thousands:
        parts.append("mil" if thousands == 1 else f"{_spanish_below_thousand(thousands)} mil")
    if rest or not thousands:
        parts.append(_spanish_below_thousand(rest))
    return " ".join(parts)


def _spanish_below_thousand(number: int) -> str:
    if number == 100:
        return "cien"
    hundreds, rest = divmod(number, 100)
    parts = [ES_HUNDREDS[hundreds - 1]] if hundreds else []
    if rest or not hundreds:
        small = ES[rest] if rest < 30 else ES_TENS[rest // 10 - 3] + (f" y {ES[rest % 10]}" if rest % 10 else "")
        parts.append(small)
    return " ".join(parts)


def russian(number: int) -> str:
    scales = (
        (10**9, ("миллиард", "миллиарда", "миллиардов")),
        (10**6, ("миллион", "миллиона", "миллионов")),
        (1000, ("тысяча", "тысячи", "тысяч")),
    )
    parts = []
    for value, forms in scales:
        count, number = divmod(number, value)
        if count:
            parts.append(f"{_russian_below_thousand(count, is_feminine=value == 1000)} {_form(count, forms)}")
    if number or not parts:
        parts.append(_russian_below_thousand(number, is_feminine=False))
    return " ".join(parts)


def _form(count: int, forms: tuple[str, str, str]) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else forms[2]


def _russian_below_thousand(number: int, *, is_feminine: bool) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [RU_HUNDREDS[hundreds - 1]] if hundreds else []
    if rest >= 20:
        parts.append(RU_TENS[rest // 10 - 2])
        rest %= 10
        if not rest:
            return " ".join(parts)
    if rest or not parts:
        parts.append({1: "одна", 2: "две"}.get(rest, RU[rest]) if is_feminine else RU[rest])
    return " ".join(parts)


def arabic(number: int) -> str:
    scales = (
        (10**9, ("مليار", "ملياران", "مليارات", "مليارا")),
        (10**6, ("مليون", "مليونان", "ملايين", "مليونا")),
        (1000, ("ألف", "ألفان", "آلاف", "ألفا")),
    )
    parts = []
    for value, forms in scales:
        count, number = divmod(number, value)
        if count:
            parts.append(_counted(count, forms))
    if number or not parts:
        parts.append(_arabic_below_thousand(number))
    return " و".join(parts)


def _counted(count: int, forms: tuple[str, str, str, str]) -> str:
    if count <= 2:
        return forms[count - 1]
    last = count % 100
    form = forms[2] if 3 <= last <= 10 else forms[3] if last else forms[0]
    return f"{_arabic_below_thousand(count)} {form}"


def _arabic_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [AR_HUNDREDS[hundreds - 1]] if hundreds else []
    if rest or not hundreds:
        parts.append(_arabic_below_hundred(rest))
    return " و".join(parts)


def _arabic_below_hundred(number: int) -> str:
    if number <= 10:
        return AR_ONES[number]
    if number < 20:
        return AR_TEENS[number - 11]
    tens, ones = divmod(number, 10)
    return f"{AR_ONES[ones]} و{AR_TENS[tens - 2]}" if ones else AR_TENS[tens - 2]


def _in_scales(number: int, below_thousand: Callable[[int], str], scales: list[tuple[int, str]]) -> str:
    parts = []
    for value, name in scales:
        count, number = divmod(number, value)
        if count:
            parts.append(f"{below_thousand(count)} {name}")
    if number or not parts:
        parts.append(below_thousand(number))
    return " ".join(parts)


SPELLED: dict[str, Callable[[int], str]] = {
    "ar": arabic,
    "en": english,
    "es": spanish,
    "fr": french,
    "ru": russian,
}
