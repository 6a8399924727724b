"""French. “Billion” is 10^12, as is said in all long-scale languages; a trillion has more digits than a claim."""

from apps.claims.reading.numerals.table import Numerals
from apps.claims.reading.outcomes import Qualifier as Q

FRENCH = Numerals(
    cardinals={
        0: "zéro|aucun|aucune", 1: "un|une", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept",
        8: "huit", 9: "neuf", 10: "dix", 11: "onze", 12: "douze", 13: "treize", 14: "quatorze", 15: "quinze",
        16: "seize", 17: "dix sept", 18: "dix huit", 19: "dix neuf", 20: "vingt", 30: "trente", 40: "quarante",
        50: "cinquante", 60: "soixante", 70: "septante", 80: "quatre vingt|quatre vingts|huitante|octante",
        90: "nonante",
    },
    rooms={60: 20, 80: 20},
    hundred="cent|cents",
    scales={
        10**3: "mille|mil|milliers|k",
        10**5: "lakh|lakhs",
        10**6: "million|millions|m|mio|mn",
        10**7: "crore|crores",
        10**9: "milliard|milliards|md|mds|mrd|mrds",
        10**12: "billion|billions",
        10**18: "trillion|trillions",
    },
    plurals="k|m|mio|mn|md|mds|mrd|mrds|milliers|millions|milliards|billions|cents|trillions|lakhs|crores",
    dozens={12: "douzaine|douzaines"},
    abouts={
        8: "huitaine", 10: "dizaine|dizaines", 15: "quinzaine", 20: "vingtaine", 30: "trentaine", 40: "quarantaine",
        50: "cinquantaine", 60: "soixantaine", 100: "centaine|centaines", 1000: "millier",
    },
    links="et|mais|et pourtant",
    joins="et",
    articles="un|une",
    the="le|la|les|l",
    parts={
        2: "demi|demie|moitié", 3: "tiers", 4: "quart|quarts|quatrième|quatrièmes", 5: "cinquième|cinquièmes",
        6: "sixième|sixièmes", 7: "septième|septièmes", 8: "huitième|huitièmes", 9: "neuvième|neuvièmes",
        10: "dixième|dixièmes", 100: "centième|centièmes",
    },
    or_equal="ou égal|ou égal à|ou égale à",
    bare_parts="demi|moitié|quart|tiers",
    of="de|d un|d",
    ratios="sur|sur chaque",
    per="pour|sur|sur chaque|pour chaque",
    either="ou",
    points="virgule",
    minus="moins|négatif|négative",
    percent="pour cent|pourcent|pourcents|pourcentage|p cent|points de pourcentage|point de pourcentage",
    before={
        Q.EXACTLY: "exactement|précisément|égal à|égale à|égaux à|au nombre de|seulement|au total|un total de",
        Q.MORE_THAN: "plus de|plus que|plus d|supérieur à|supérieure à|supérieurs à|supérieures à|au-dessus de"
        "|au-delà de|dépassant|dépasse|dépassent|plus grand que|plus haut que|plus élevé que|bien plus de"
        "|largement plus de|excédant",
        Q.AT_LEAST: "au moins|au minimum|pas moins de|pas moins d|un minimum de|minimum|au moins de|au moins égal à"
        "|supérieur ou égal à|supérieure ou égale à|supérieurs ou égaux à|supérieures ou égales à"
        "|égal ou supérieur à|égale ou supérieure à|plus de ou égal à|au moins ou égal à|non moins de|au bas mot",
        Q.JUST_OVER: "un peu plus de|un peu plus d|légèrement plus de|juste au-dessus de|à peine plus de"
        "|un peu au-dessus de",
        Q.LESS_THAN: "moins de|moins d|inférieur à|inférieure à|inférieurs à|inférieures à|au-dessous de"
        "|en dessous de|plus petit que|plus bas que|sous",
        Q.AT_MOST: "jusqu à|au plus|au maximum|pas plus de|pas plus d|un maximum de|maximum|tout au plus"
        "|inférieur ou égal à|inférieure ou égale à|inférieurs ou égaux à|inférieures ou égales à"
        "|égal ou inférieur à|égale ou inférieure à|moins de ou égal à",
        Q.JUST_UNDER: "près de|près d|presque|pas loin de|un peu moins de|un peu moins d|juste en dessous de"
        "|légèrement moins de|à peine moins de",
        Q.ABOUT: "environ|env|à peu près|autour de|approximativement|quelque|quelques|aux alentours de|dans les"
        "|de l'ordre de|plus ou moins|une estimation de|aux environs de",
    },
    after={
        Q.AT_LEAST: "ou plus|et plus|au moins|au minimum|minimum|ou davantage|ou au-dessus|et au-delà",
        Q.AT_MOST: "ou moins|et moins|au plus|au maximum|maximum|tout au plus",
        Q.ABOUT: "environ|à peu près|approximativement",
        Q.EXACTLY: "exactement|au total|en tout",
    },
    ranges=(
        ("entre", "et"), ("de", "à"), ("de", "jusqu à"), ("comprise entre", "et"), ("compris entre", "et"), ("", "à"),
    ),
    vague={
        (10, 20, 99): "dizaines", (24, 24, 99): "douzaines", (40, 40, 99): "vingtaines", (100, 200, 999): "centaines",
    },
    few="plusieurs|quelques",
    few_of_plurals="des|de nombreux|de nombreuses|de|d|les",
    shares="la majorité|majorité|une majorité|la grande majorité|une grande majorité|la vaste majorité|la plupart"
    "|la plupart des|la plus grande partie|principalement|l'immense majorité|l'écrasante majorité|essentiellement"
    "|une minorité",
    based="double|doublé|le double|triple|le triple|triplé|deux fois|trois fois|dix fois|fois|quadruple|décuplé",
    ordinals="premier|première|deuxième|troisième|second|seconde",
    things="personnes|personne|réfugiés|réfugiées|déplacés|familles|famille|ménages|ménage|enfants|enfant|femmes|femme"
    "|hommes|homme|civils|morts|décès|cas"
    "|blessés|tués|patients|retours|habitants|migrants|rapatriés|maisons|bâtiments|écoles|individus",
    measures="jour|jours|semaine|semaines|mois|an|ans|année|années|heure|heures|km|tonne|tonnes|doses|litres",
    currencies={"USD": "dollars|dollar|dollars us|dollars américains", "EUR": "euro|euros"},
)  # fmt: skip
