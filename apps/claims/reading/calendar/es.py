"""The words of periods in Spanish. A “cuatrimestre” is four months in one country and three in another: not read."""

from apps.claims.reading.calendar.kinds import Edge, Kind, Table, Unit

WORDS: Table = {
    Kind.MONTH: {
        1: "enero|ene",
        2: "febrero|feb",
        3: "marzo|mar",
        4: "abril|abr",
        5: "mayo|may",
        6: "junio|jun",
        7: "julio|jul",
        8: "agosto|ago",
        9: "septiembre|setiembre|sept|sep|set",
        10: "octubre|oct",
        11: "noviembre|nov",
        12: "diciembre|dic",
    },
    Kind.WEEKDAY: {0: "lunes", 1: "martes", 2: "miércoles|mi", 3: "jueves", 4: "viernes", 5: "sábado", 6: "domingo"},
    Kind.UNIT: {
        Unit.DAY: "día",
        Unit.WEEK: "semana",
        Unit.MONTH: "mes",
        Unit.QUARTER: "trimestre",
        Unit.HALF: "semestre|mitad",
        Unit.YEAR: "año|ano",
        Unit.DECADE: "década|decenio",
    },
    Kind.UNITS: {
        Unit.DAY: "días",
        Unit.WEEK: "semanas",
        Unit.MONTH: "meses",
        Unit.QUARTER: "trimestres",
        Unit.YEAR: "años|anos",
        Unit.DECADE: "décadas|decenios",
        Unit.HOUR: "horas|hora",
    },
    Kind.PART: {3: "t|q", 6: "s|h"},
    Kind.NUMBER: {
        1: "un|uno|una",
        2: "dos",
        3: "tres",
        4: "cuatro",
        5: "cinco",
        6: "seis",
        7: "siete",
        8: "ocho",
        9: "nueve",
        10: "diez",
        11: "once",
        12: "doce",
    },
    Kind.ORDINAL: {
        1: "primero|primer|primera|primeros|primeras",
        2: "segundo|segunda",
        3: "tercero|tercer|tercera",
        4: "cuarto|cuarta",
        5: "quinto|quinta",
    },
    Kind.SUFFIX: {0: "o|a|er|ro|ra|do|da|to|ta|º|ª"},
    Kind.DECADES: {0: "los años|los anos|década de los|década de|década"},
    Kind.RELATIVE: {
        -1: "pasado|pasada|pasados|pasadas",
        0: "este|esta|actual|en curso|corriente",
        1: "próximo|próxima|próximos|próximas|que viene",
    },
    Kind.ROLLING: {-1: "último|última|últimos|últimas"},
    Kind.BESIDE: {
        -1: "anterior|anteriores|previo|previa",
        0: "mismo|misma",
        1: "siguiente|siguientes",
    },
    Kind.ELSEWHERE: {
        0: "mismo período|mismo lapso|período correspondiente|misma fecha|misma época|un año antes|un mes antes"
        "|una semana antes|un año después|un mes después"
    },
    Kind.AGO: {0: "hace|desde hace"},
    Kind.STARTING: {0: "que comienza|que comienza el|que empieza|que empieza el|que inicia el"},
    Kind.ENDING: {
        0: "que termina el|que termina en|que terminó el|que terminó en|terminado el|terminada el|terminados el"
        "|finalizado el|finalizada el|que finaliza el|que finalizó el|que concluye el|que concluyó el"
    },
    Kind.FEW: {0: "pocos|pocas|varios|varias|algunos|algunas"},
    Kind.EDGE: {
        Edge.START: "principios de|principio de|comienzos de|comienzo de|inicio de|inicios de|el inicio de"
        "|principios del|comienzos del|comienzo del|inicio del|inicios del",
        Edge.EARLY: "primera quincena de|primera quincena del",
        Edge.LATE: "segunda quincena de|segunda quincena del",
        Edge.MIDDLE: "mediados de|mediados del",
        Edge.END: "fines de|finales de|fin de|final de|el final de|fines del|finales del|fin del|final del",
    },
    Kind.REST: {0: "resto de|el resto de|resto del|el resto del"},
    Kind.EARLIER: {0: "más temprano"},
    Kind.LATER: {0: "más tarde|más adelante"},
    Kind.FROM: {0: "desde|a partir de|a partir del"},
    Kind.OF: {0: "de|del"},
    Kind.TO: {0: "a|al"},
    Kind.UNTIL: {0: "hasta"},
    Kind.BETWEEN: {0: "entre"},
    Kind.AND: {0: "y|e"},
    Kind.OR: {0: "o|u"},
    Kind.ONWARDS: {0: "en adelante"},
    Kind.SINCE: {0: "desde que|desde el inicio de"},
    Kind.BY: {0: "para|a más tardar"},
    Kind.AS_OF: {0: "con fecha de|a fecha de|al corte de|con corte al|con corte a"},
    Kind.BEFORE: {0: "antes de|antes del"},
    Kind.AFTER: {0: "después de|después del|tras"},
    Kind.DAY: {0: "hoy", -1: "ayer", 1: "mañana"},
    Kind.NOW: {0: "ahora|la fecha|actualidad|la actualidad|el presente|actualmente"},
    Kind.SO_FAR: {
        0: "hasta ahora|hasta la fecha|hasta el momento|a la fecha|hasta hoy|en lo que va de|en lo que va del"
    },
    Kind.SEASON: {
        0: "primavera|verano|otoño|invierno|navidad|ramadán|semana santa|fin de semana|el fin de semana|finde"
    },
    Kind.SPLIT: {0: "fiscal|académico|escolar|lectivo|curso|ejercicio"},
    Kind.FILL: {0: "en|el|la|los|las|durante|lo|solo|solamente"},
}
