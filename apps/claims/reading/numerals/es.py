"""Spanish. A “billón” is 10^12 and a “millardo” 10^9; “mil millones” is put together like any number."""

from apps.claims.reading.numerals.table import Numerals
from apps.claims.reading.outcomes import Qualifier as Q

SPANISH = Numerals(
    cardinals={
        0: "cero|ninguno|ninguna", 1: "uno|un|una", 2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis",
        7: "siete", 8: "ocho", 9: "nueve", 10: "diez", 11: "once", 12: "doce", 13: "trece", 14: "catorce",
        15: "quince", 16: "dieciséis|diez y seis", 17: "diecisiete|diez y siete", 18: "dieciocho|diez y ocho",
        19: "diecinueve|diez y nueve", 20: "veinte", 21: "veintiuno|veintiún|veintiuna|veinte y uno",
        22: "veintidós", 23: "veintitrés", 24: "veinticuatro", 25: "veinticinco", 26: "veintiséis",
        27: "veintisiete", 28: "veintiocho", 29: "veintinueve", 30: "treinta", 40: "cuarenta", 50: "cincuenta",
        60: "sesenta", 70: "setenta", 80: "ochenta", 90: "noventa", 100: "cien|ciento", 200: "doscientos|doscientas",
        300: "trescientos|trescientas", 400: "cuatrocientos|cuatrocientas", 500: "quinientos|quinientas",
        600: "seiscientos|seiscientas", 700: "setecientos|setecientas", 800: "ochocientos|ochocientas",
        900: "novecientos|novecientas",
    },
    scales={
        10**3: "mil|k|miles",
        10**6: "millón|millones|m|mill|mn|mm",
        10**9: "millardo|millardos",
        10**12: "billón|billones",
        10**18: "trillón|trillones",
    },
    plurals="k|miles|m|mill|mn|mm|millones|millardos|billones|trillones",
    dozens={12: "docena|docenas|dz"},
    abouts={10: "decena|decenas", 15: "quincena", 20: "veintena", 30: "treintena", 50: "cincuentena",
            100: "centena|centenas|centenar|centenares", 1000: "millar|millares"},
    links="y|e|pero",
    joins="y|e",
    articles="un|una",
    the="el|la|los|las",
    parts={
        2: "medio|media|medios|mitad", 3: "tercio|tercios|tercera parte|terceras partes",
        4: "cuarto|cuartos|cuarta parte|cuartas partes", 5: "quinto|quintos|quinta parte|quintas partes",
        6: "sexto|sextos|sexta parte", 7: "séptimo|séptimos|séptima parte", 8: "octavo|octavos|octava parte",
        9: "noveno|novenos|novena parte", 10: "décimo|décimos|décima parte", 100: "centésimo|centésimos",
    },
    or_equal="o igual|o igual a",
    bare_parts="medio|media|mitad",
    of="de|de un|de una",
    ratios="de cada|sobre|en|por cada",
    per="por|por cada|de cada|en",
    either="o|u",
    points="coma|con|punto",
    minus="menos|negativo",
    percent="por ciento|por cien|porciento|puntos porcentuales|punto porcentual",
    before={
        Q.EXACTLY: "exactamente|precisamente|igual a|equivale a|equivalen a|iguales a|sólo|solamente"
        "|un total de|en total",
        Q.MORE_THAN: "más de|mayor que|mayor de|mayor a|mayores que|mayores de|mayores a|superior a|superiores a"
        "|por encima de|más que|más alto que|mucho más de|muy por encima de|supera|superan|excede|exceden",
        Q.AT_LEAST: "al menos|por lo menos|como mínimo|no menos de|mínimo|un mínimo de|cuando menos"
        "|mayor o igual que|mayor o igual a|mayores o iguales a|mayores o iguales que|igual o mayor que"
        "|igual o mayor a|igual a o mayor que|iguales o mayores que|superior o igual a|superiores o iguales a"
        "|igual o superior a|mayor que o igual a",
        Q.JUST_OVER: "poco más de|algo más de|un poco más de|ligeramente más de|apenas más de"
        "|ligeramente por encima de",
        Q.LESS_THAN: "menos de|menor que|menor de|menor a|menores que|menores de|menores a|inferior a|inferiores a"
        "|por debajo de|menos que|más bajo que|muy por debajo de",
        Q.AT_MOST: "hasta|como máximo|como mucho|a lo sumo|no más de|máximo|un máximo de|menor o igual a"
        "|menor o igual que|menores o iguales a|menores o iguales que|igual o menor que|igual o menor a"
        "|igual a o menor que|inferior o igual a|inferiores o iguales a|igual o inferior a|menor que o igual a",
        Q.JUST_UNDER: "casi|cerca de|poco menos de|algo menos de|un poco menos de|ligeramente menos de"
        "|ligeramente por debajo de|apenas menos de|prácticamente",
        Q.ABOUT: "alrededor de|aprox|aproximadamente|unos|unas|en torno a|sobre|más o menos|cosa de|se estima en"
        "|una cifra estimada de|del orden de|en alrededor de",
    },
    after={
        Q.AT_LEAST: "o más|y más|o mayor|o mayores|al menos|como mínimo|por lo menos|mínimo|o superior|en adelante",
        Q.AT_MOST: "o menos|y menos|o menor|o menores|como máximo|como mucho|a lo sumo|máximo|o inferior",
        Q.ABOUT: "aproximadamente|más o menos",
        Q.MORE_THAN: "y pico",
        Q.EXACTLY: "exactamente|en total",
    },
    ranges=(
        ("entre", "y"), ("entre el", "y el"), ("entre la", "y la"), ("entre los", "y los"), ("entre", "a"),
        ("de", "a"), ("del", "al"), ("de", "hasta"), ("desde", "hasta"), ("desde", "a"), ("", "a"), ("", "hasta"),
    ),
    vague={
        (10, 20, 99): "decenas", (24, 24, 99): "docenas", (40, 40, 99): "veintenas",
        (100, 200, 999): "cientos|centenares|centenas", (1000, 2000, 9999): "miles|millares",
    },
    few="varios|varias|algunos|algunas|unos pocos|unas pocas|unos cuantos|unas cuantas|pocos|pocas|muchos"
    "|muchas",
    few_of_plurals="unos|unas",
    shares="la mayoría|mayoría|una mayoría|la gran mayoría|la inmensa mayoría|la amplia mayoría|la mayor parte"
    "|principalmente|mayoritariamente|la abrumadora mayoría|una minoría",
    based="doble|el doble|triple|el triple|dos veces|tres veces|diez veces|veces|duplicado|cuádruple",
    ordinals="primero|primera|segundo|segunda",
    things="personas|persona|refugiados|refugiadas|desplazados|familias|familia|hogares|hogar|niños|niñas|niño|niña"
    "|mujeres|mujer|hombres|hombre|civiles"
    "|muertos|muertes|fallecidos|casos|heridos|pacientes|retornos|habitantes|migrantes|viviendas|edificios|individuos",
    measures="día|días|semana|semanas|mes|meses|año|años|hora|horas|km|tonelada|toneladas|dosis|litros",
    currencies={"USD": "dólares|dólar|dólares estadounidenses", "EUR": "euro|euros"},
)  # fmt: skip
