"""The words of periods in French."""

from apps.claims.reading.calendar.kinds import Edge, Kind, Table, Unit

WORDS: Table = {
    Kind.MONTH: {
        1: "janvier|janv|jan",
        2: "février|févr|fév",
        3: "mars",
        4: "avril|avr",
        5: "mai",
        6: "juin",
        7: "juillet|juil",
        8: "août",
        9: "septembre|sept",
        10: "octobre|oct",
        11: "novembre|nov",
        12: "décembre|déc",
    },
    Kind.WEEKDAY: {0: "lundi", 1: "mardi", 2: "mercredi", 3: "jeudi", 4: "vendredi", 5: "samedi", 6: "dimanche"},
    Kind.UNIT: {
        Unit.DAY: "jour|journée",
        Unit.WEEK: "semaine",
        Unit.MONTH: "mois",
        Unit.QUARTER: "trimestre|quart",
        Unit.HALF: "semestre|moitié",
        Unit.YEAR: "an|année",
        Unit.DECADE: "décennie",
    },
    Kind.UNITS: {
        Unit.DAY: "jours",
        Unit.WEEK: "semaines",
        Unit.MONTH: "les mois|des mois|aux mois",
        Unit.QUARTER: "trimestres",
        Unit.YEAR: "ans|années",
        Unit.DECADE: "décennies",
        Unit.HOUR: "heures|heure",
    },
    Kind.PART: {3: "t|q", 6: "s|h"},
    Kind.NUMBER: {
        1: "un|une",
        2: "deux",
        3: "trois",
        4: "quatre",
        5: "cinq",
        6: "six",
        7: "sept|les sept|des sept|ces sept",
        8: "huit",
        9: "neuf",
        10: "dix",
        11: "onze",
        12: "douze",
    },
    Kind.ORDINAL: {
        1: "premier|première|premiers|premières",
        2: "deuxième|second|seconde",
        3: "troisième",
        4: "quatrième",
        5: "cinquième",
    },
    Kind.SUFFIX: {0: "er|re|ère|e|ème|eme|nd"},
    Kind.DECADES: {0: "les années|années"},
    Kind.RELATIVE: {
        -1: "passé|passée",
        0: "ce|cet|cette|en cours|courant|courante|ce-ci",
        1: "prochain|prochaine",
    },
    Kind.RELATIVES: {
        -1: "derniers|dernières|passés|passées|précédents|précédentes",
        1: "prochains|prochaines|à venir|suivants|suivantes",
    },
    Kind.LAST: {-1: "dernier|dernière"},
    Kind.BESIDE: {-1: "précédent|précédente", 0: "même", 1: "suivant|suivante"},
    Kind.ELSEWHERE: {
        0: "même période|période correspondante|même date|même époque|un an plus tôt|un an auparavant"
        "|un mois plus tôt|un mois auparavant|une semaine plus tôt|un an plus tard|un mois plus tard"
    },
    Kind.STARTING: {0: "commençant|commençant le|débutant|débutant le|w / c"},
    Kind.ENDING: {
        0: "se terminant le|se terminant en|se terminant|qui se termine le|terminé le|terminée le|terminés le"
        "|achevé le|achevée le|clos le|close le|clos"
    },
    Kind.FEW: {0: "quelques|plusieurs"},
    Kind.EDGE: {
        Edge.START: "début de|le début de|début du|le début du|début d|le début d",
        Edge.EARLY: "début|première quinzaine de|première quinzaine du|première quinzaine d",
        Edge.MIDDLE: "mi|milieu de|milieu du|milieu d",
        Edge.END: "fin|fin de|la fin de|fin du|la fin du|fin d",
        Edge.LATE: "tard|seconde quinzaine de|seconde quinzaine du|seconde quinzaine d|deuxième quinzaine de"
        "|deuxième quinzaine du|deuxième quinzaine d",
    },
    Kind.REST: {0: "reste de|le reste de|reste du|le reste du|reste"},
    Kind.EARLIER: {0: "plus tôt|plus tôt dans"},
    Kind.LATER: {0: "plus tard|plus tard dans"},
    Kind.FROM: {0: "à partir de|à partir du|à compter de|à compter du"},
    Kind.OF: {0: "de|du|des|d"},
    Kind.TO: {0: "au|à|a|aux"},
    Kind.UNTIL: {0: "jusqu à|jusqu au|jusqu aux|jusqu en|jusque"},
    Kind.BETWEEN: {0: "entre"},
    Kind.AND: {0: "et"},
    Kind.OR: {0: "ou"},
    Kind.ONWARDS: {0: "et au delà"},
    Kind.SINCE: {0: "depuis|depuis le|depuis la|depuis l"},
    Kind.BY: {0: "au plus tard", 1: "d ici|d ici à|d ici au|d ici la"},  # the second is ahead, whatever else is
    Kind.AS_OF: {0: "en date du|à la date du|à compter d aujourd hui|arrêté au"},
    Kind.BEFORE: {0: "avant|avant le"},
    Kind.AFTER: {0: "après"},
    Kind.DAY: {0: "aujourd hui", -1: "hier", 1: "demain"},
    Kind.NOW: {0: "maintenant|présent|ce jour|actuellement|à l heure actuelle"},
    Kind.SO_FAR: {0: "jusqu à présent|à ce jour|jusqu à ce jour|jusqu ici|jusqu à maintenant|jusqu à aujourd hui"},
    Kind.SEASON: {0: "printemps|été|automne|hiver|ramadan|noël|pâques|week-end|weekend|week end|soudure|saison"},
    Kind.SPLIT: {0: "exercice|scolaire|universitaire|budgétaire|fiscale|agricole|campagne"},
    Kind.FILL: {0: "en|le|la|les|l|dans|pendant|durant|au cours|au cours de|au cours du|sur|ci|seulement|seul|seule"},
}
