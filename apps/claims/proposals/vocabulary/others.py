"""French, Spanish, Russian and Arabic: units, and what a number beside these words is not."""

from apps.claims.figures import Status
from apps.claims.proposals.vocabulary.table import Vocabulary

FRENCH = Vocabulary(
    units={
        "people": "personne|personnes|habitant|habitants|réfugié|réfugiés|réfugiées|enfant|enfants|femme|femmes"
            "|homme|hommes"
        "|fille|filles|garçon|garçons|élève|élèves|étudiant|étudiants|civil|civils|déplacé|déplacés|déplacées"
        "|retourné"
        "|retournés|décès|mort|morts|blessé|blessés|victime|victimes|agent|agents|migrant|migrants|citoyen|citoyens"
        "|détenu|détenus|prisonniers|otages|médecin|médecins|nourrissons|bébés|bénévoles|combattants|orphelins|pompiers"
        "|enseignants|agriculteurs|bénéficiaires|malades|patients|soldats|rapatriés|travailleurs|naissances|âmes",
        "families": "famille|familles|ménage|ménages|foyers",
        "homes": "logement|logements|maison|maisons|habitations|appartements|abris|tentes",
        "buildings": "bâtiment|bâtiments|immeuble|immeubles",
        "facilities": "école|écoles|hôpital|hôpitaux|centre|centres|clinique|cliniques|installation|installations"
        "|établissement|établissements|boulangerie|boulangeries|usine|usines|forage|forages|puits|marchés"
        "|dispensaires",
        "settlements": "village|villages|localité|localités|ville|villes|commune|communes|districts|provinces"
            "|régions",
        "states": "pays|états", "cases": "cas|incidents|consultations", "convoys": "convoi|convois",
        "packages": "colis|kits|rations|paniers", "km": "km|kilomètre|kilomètres", "tons": "tonne|tonnes",
        "usd": "dollar|dollars", "percent": "pour cent|pourcent", "hours": "heure|heures", "days": "jour|jours",
        "weeks": "semaine|semaines", "months": "mois", "doses": "dose|doses|vaccins", "hectares": "hectare"
            "|hectares|ha",
        "litres": "litre|litres", "kg": "kg|kilo|kilos|kilogramme|kilogrammes", "metres": "mètre|mètres|m",
        "kcal": "kcal|kilocalories|calories",
        "vehicles": "véhicules|camions|ambulances", "teams": "équipe|équipes",
    },
    often={
        "minutes": "chaque minute", "hours": "chaque heure", "days": "chaque jour|tous les jours|quotidiennement",
        "weeks": "chaque semaine|toutes les semaines", "months": "chaque mois|tous les mois",
    },
    after_nouns="plus|moins|dans|à|au|aux|par|pour|avec|qui|que|dont|ont|a|sont|est|ont été|a été|sur|en|depuis|pendant"
        "|et|ou|mais"
    "|vers|chez|sans|sous|entre|contre|lors|où|ne|n|y|se|s|ce|cette|soit|étaient|était|avaient|avait|seront"
    "|vivent|vivaient",
    of="de|d|des|du", labels="décret|résolution|article|page|numéro|n|no|loi|annexe|phase|zone|chapitre|tableau"
        "|figure|tél"
    "|téléphone|covid|paragraphe|section|point|règlement|arrêté", ordinals="e|er|ère|ème|eme", years="an|ans"
    "|année|années",
    single="un|une", every="par", determiners="les|ces|ses|leurs|nos|la|le|l|des",
    within="en moins de|dans un délai de",
    total="au total|à ce jour|jusqu à présent|déjà",
    contrast="contre|tandis que|alors que", from_places="de|du|depuis",
    changes=r"pass[ée]\w*|augment\w*|chut\w*|baiss\w*|diminu\w*|grimp\w*|recul\w*|progress\w*|rédui\w*|tomb\w*|bond\w*",
    changed_from="de",
    states={
        Status.REQUESTED: r"\b(?:demand\w+|sollicit\w+|appel de fonds)\b",
        Status.PLANNED: r"\b(?:seront|sera|prévoi\w+|prévu\w*|d['’]ici|[a-zà-ÿ]{2,}(?:er|ir|dr|vr|ur|rr|oir)ont"
        r"|aur(?:a|ont)|fer(?:a|ont)|recevra|reviendra|bénéficiera|permettra|atteindra)\b",
        Status.FORECAST: r"\b(?:devrai\w+|pourrai\w+|estimations?)\b",
        Status.UNDER_WAY: r"\b(?:en cours|sont en train)\b",
    },
    headings=(r"(?:déclaration|discours|allocution|intervention|exposé) (?:de|du|d['’])",),
    titles="m|mme|mlle|dr|pr|madame|monsieur|ministre|président|présidente|général|ambassadeur|gouverneur"
        "|directeur|directrice",
    says="a déclaré|déclare|a dit|a indiqué|indique|a annoncé|selon|a précisé|a ajouté",
)  # fmt: skip

SPANISH = Vocabulary(
    units={
        "people": "persona|personas|habitante|habitantes|refugiado|refugiados|refugiadas|niño|niños|niña|niñas"
            "|mujer|mujeres"
        "|hombre|hombres|estudiante|estudiantes|civil|civiles|desplazado|desplazados|desplazadas|retornado|retornados"
        "|muerte|muertes|muertos|fallecidos|fallecido|heridos|víctima|víctimas|migrantes|ciudadano|ciudadanos|alumnos"
        "|detenido|detenidos|presos|rehenes|médico|médicos|bebés|voluntarios|combatientes|huérfanos|bomberos|sirios"
        "|docentes|maestros|trabajadores|beneficiarios|pacientes|soldados|agricultores|menores|damnificados",
        "families": "familia|familias|hogar|hogares", "homes": "vivienda|viviendas|casa|casas|albergues|carpas",
        "buildings": "edificio|edificios",
        "facilities": "escuela|escuelas|hospital|hospitales|centro|centros|clínica|clínicas|instalación|instalaciones"
        "|panadería|panaderías|puentes|pozos|fábricas",
        "settlements": "pueblo|pueblos|aldea|aldeas|localidad|localidades|ciudad|ciudades|municipio|municipios"
            "|provincias"
        "|departamentos|distritos|comunidades",
        "states": "país|países|estados", "cases": "caso|casos|consultas|incidentes", "convoys": "convoy|convoyes",
        "packages": "paquete|paquetes|raciones|kits|canastas", "km": "km|kilómetro|kilómetros",
        "tons": "tonelada|toneladas", "usd": "dólar|dólares", "percent": "por ciento|porciento", "hours": "hora"
            "|horas",
        "days": "día|días", "weeks": "semana|semanas", "months": "mes|meses", "doses": "dosis|vacunas",
        "hectares": "hectárea|hectáreas|ha", "litres": "litro|litros", "metres": "metro|metros|m",
        "kg": "kg|kilo|kilos|kilogramo|kilogramos", "kcal": "kcal|kilocalorías|calorías",
        "vehicles": "vehículos|camiones|ambulancias",
        "teams": "equipo|equipos",
    },
    often={
        "minutes": "cada minuto", "hours": "cada hora", "days": "cada día|todos los días|diariamente",
        "weeks": "cada semana|semanalmente", "months": "cada mes|mensualmente",
    },
    after_nouns="menos|en|a|al|por|para|con|que|quienes|han|ha|son|es|fueron|fue|sobre|desde|durante|y|o|pero|hacia"
        "|sin|bajo|entre"
    "|contra|donde|se|no|viven|vivían|regresaron|murieron|recibieron|serán|será|están|está|había|habían|como|más",
    of="de|del", labels="decreto|resolución|artículo|página|número|n|nº|no|ley|anexo|fase|zona|capítulo|cuadro"
        "|figura|tel"
    "|teléfono|covid|párrafo|sección|reglamento", ordinals="o|a|er|º|ª|ro|do", years="año|años",
    single="un|una|uno", every="por|cada", every_time="al|a la",
    determiners="los|las|estos|estas|sus|la|el", within="en menos de|en un plazo de",
    total="en total|hasta la fecha|hasta ahora|ya", contrast="frente a|mientras que", from_places="de|desde",
    changes=r"pas[óoa]\w*|aument\w*|sub[ií]\w*|crec\w*|disminu\w*|baj[óa]\w*|ca[yí]\w*|redu\w*|increment\w*|descend\w*",
    changed_from="de|desde|en",
    states={
        Status.REQUESTED: r"\b(?:solicit\w+|pid\w+|requier\w+)\b",
        Status.PLANNED: r"\b(?:serán|será|prev[eé]\w*|planea\w*|(?-i:[a-zñ])[a-zñáéíóú]+(?:[aei]r|[dbl]r)án?)\b",
        Status.FORECAST: r"\b(?:podrían?|se espera\w*|pronóstico\w*)\b",
        Status.UNDER_WAY: r"\b(?:en curso|están siendo|en marcha)\b",
    },
    headings=(r"(?:declaración|discurso|intervención|palabras) (?:de|del)",),
    titles="sr|sra|srta|dr|dra|señor|señora|ministro|ministra|presidente|presidenta|general|embajador"
        "|gobernador|director",
    says="dijo|declaró|afirmó|anunció|informó|señaló|indicó|según|añadió",
)  # fmt: skip

RUSSIAN = Vocabulary(
    units={
        "people": "население|населения|человек"
            "|человека|люди|людей|чел|беженец|беженца|беженцев|беженцы|гражданин|гражданина"
            "|граждан|жителей|жителя"
        "|жители|детей|ребенок|ребенка|ребёнка|дети|женщин|женщины|мужчин|мужчины|мальчиков|девочек|студентов"
        "|учеников|учащихся"
        "|школьников|учителей|переселенцев|возвращенцев|погибших|погибли|умерших|раненых|пострадавших|пациентов"
        "|сирийцев"
        "|смерти|смерть|мигрант|мигранта|мигрантов|избирателей|задержанных|заключённых|заложников|врача|врачи|добровольцев|боевиков|пожарных|младенцев|инвалидов|сирот"
        "|военнослужащих|специалистов|врачей|работников|лиц|лица|душ|смертей|рабочих мест",
        "families": "семей|семьи|семья|семье|семью|семьям|домохозяйств|домохозяйства",
        "homes": "домов|дома|дом|квартир|квартиры|жилищ",
        "buildings": "зданий|здания|здание|жилых домов|жилых зданий",
        "facilities": "школ|школы|школа|больниц|больницы|больница|учреждений|учреждения|учреждение|объектов"
            "|объекта|объекты"
        "|предприятий|предприятия|пекарен|пекарни|подстанций|подстанции|станций|станции|центров|центра|мечетей"
        "|рынков|мостов"
        "|детских садов|магазинов|клиник",
        "settlements": "населенных пунктов|населённых пунктов|населенных пункта|населённых пункта"
            "|населенный пункт|сел|сёл"
        "|деревень|городов|поселков|районов|районах|провинций|провинциях",
        "states": "стран|страны|государств|государства", "actions": "акций|акции|операций|мероприятий",
        "cases": "случаев|случая|случай|обращений", "convoys": "конвоев|конвоя|колонн",
        "packages": "наборов|набора|пакетов|посылок", "km": "км|километров|километра", "tons": "тонн|тонны|тонна|т",
        "usd": "долларов|доллара|доллар", "percent": "процентов|процента|процент", "hours": "часов|часа|час",
        "days": "дней|дня|день|суток|сутки", "weeks": "недель|недели|неделю", "months": "месяцев|месяца|месяц",
        "doses": "доз|дозы|доза", "kg": "кг|килограмм|килограмма|килограммов", "metres": "метр|метра|метров|м",
        "hectares": "гектаров|гектара|га", "litres": "литров|литра",
        "vehicles": "машин|автомобилей|грузовиков|единиц техники", "teams": "бригад|групп|команд",
    },
    often={
        "minutes": "каждую минуту|ежеминутно", "hours": "каждый час|ежечасно", "days": "каждый день|ежедневно",
        "weeks": "каждую неделю|еженедельно", "months": "каждый месяц|ежемесячно",
    },
    after_nouns="больше|меньше|в|во|из|с|со|на|по|к|от|до|через|за|для|при|и|или|а|но|которые|которых|было|были|был|была|есть"
        "|уже|получили"
    "|вернулись|возвратились|прошли|будет|будут|что|как|где|о|об|под|над|между|без|покинули|отремонтировано"
    "|восстановлено"
    "|построено|находятся|проживают|проживало",
    labels="указ|резолюция|резолюции|резолюцией|статья|статьи|страница|пункт|пункта|номер|закон|закона"
        "|приложение|этап|зона"
    "|глава|таблица|рисунок|тел|телефон|ковид|раздел|постановление|постановления|приказ|приказа|школа",
    ordinals="й|го|я|е|м|ой|ый|ом|х", years="год|года|году|годов|годы|лет|г|гг", single="один|одна|одно|одного|одной",
    every="каждые|каждых|каждый|каждую", every_time="в", determiners="эти|этих|обе|обоих", within="в течение",
    total="всего|в общей сложности|на сегодняшний день"
        "|уже|итого",
    contrast="против|тогда как|в то время как", from_places="из|с",
    changes=r"(?:вырос|увелич|возрос|сниз|сократ|упал|уменьш|поднял)\w*", changed_from="со?|на",
    states={
        Status.REQUESTED: r"\b(?:запро\w+|просит\w*|требуется|необходим\w*)\b",
        Status.PLANNED: r"\b(?:будет|будут|планиру\w+|предполага\w+|намечен\w*|вернутся|вернётся|вернется|получат"
        r"|получит|возвратятся|прибудут|смогут|сможет)\b",
        Status.FORECAST: r"\b(?:ожида\w+|прогноз\w*|(?<!не )(?:может|могут) \w+ть(?:ся)?)\b",
        Status.UNDER_WAY: r"\b(?:ведутся|ведётся|ведется|продолжа\w+|в процессе)\b",
    },
    headings=(r"(?:выступление|заявление|доклад|речь|сообщение)",),
    titles="г-н|г-жа|господин|госпожа|генерал|полковник|генерал-полковник|генерал-майор|министр|губернатор"
        "|посол|доктор",
    says="сказал|сказала|заявил|заявила|сообщил|сообщила|отметил|отметила|подчеркнул|добавил|по данным",
)  # fmt: skip

ARABIC = Vocabulary(
    units={
        "people": "شخص|شخصا|أشخاص|اشخاص|الأشخاص|نسمة|مواطن|مواطنا|مواطنين|لاجئ|لاجئا|لاجئين|نازح|نازحا|نازحين"
            "|طفل|طفلا|أطفال"
        "|امرأة|نساء|رجل|رجال|طالب|طالبا|طلاب|مدني|مدنيا|مدنيين|قتيل|قتيلا|قتلى|جريح|جريحا|جرحى|وفاة|وفيات|عائد"
        "|عائدا|عائدين|لاجئون|نازحون|مواطنون|مدنيون|عائدون|سوريين|مهاجر|مهاجرا|مهاجرين|ناخب|ناخبين|محتجز|محتجزا|محتجزين|معتقل|معتقلا|معتقلين|سجناء"
        "|طبيب|أطباء|متطوع|متطوعين"
        "|فرد|فردا|أفراد|ضحية|ضحايا|عامل|عمال|مريض|مرضى|معلم|معلمين|سوري|سوريا",
        "families": "أسرة|أسر|عائلة|عائلات", "homes": "منزل|منزلا|منازل|بيت|بيوت|مسكن|مساكن|شقة",
        "buildings": "مبنى|مباني|مبان|بناية",
        "facilities": "مدرسة|مدارس|مستشفى|مستشفيات|منشأة|منشآت|مركز|مركزا|مراكز|مخبز|مخابز|مصنع|مصانع|محطة|محطات",
        "settlements": "قرية|قرى|بلدة|بلدات|مدينة|مدن|محافظة|محافظات", "states": "دولة|دول|بلد|بلدان",
        "cases": "حالة|حالات|إصابة|إصابات", "convoys": "قافلة|قوافل", "packages": "سلة|سلال|طرد|طرود|حصة|حصص",
        "km": "كم|كيلومتر|كيلومترا|كيلومترات", "tons": "طن|طنا|أطنان",
        "kg": "كغ|كجم|كلغ|كيلوغرام|كيلوغراما|كيلو", "usd": "دولار|دولارا|دولارات",
        "percent": "بالمئة|بالمائة|في المئة|في المائة", "hours": "ساعة|ساعات", "days": "يوم|يوما|أيام",
        "weeks": "أسبوع|أسابيع", "months": "شهر|شهرا|أشهر", "doses": "جرعة|جرعات", "hectares": "هكتار|هكتارا",
        "vehicles": "شاحنة|شاحنات|سيارة|سيارات",
    },
    often={
        "minutes": "كل دقيقة", "hours": "كل ساعة", "days": "كل يوم|يوميا", "weeks": "كل أسبوع|أسبوعيا",
        "months": "كل شهر|شهريا",
    },
    after_nouns="في|من|إلى|على|عن|مع|و|أو|الذين|التي|الذي|خلال|منذ|بعد|قبل|حتى|عبر|بينهم|بما|تم|كان|كانوا|عادوا"
        "|عاد|قد|لا",
    labels="القرار|قرار|المرسوم|مرسوم|المادة|مادة|صفحة|رقم|القانون|قانون|الفقرة|المرحلة|هاتف|كوفيد",
    every="كل", every_time="في", years="عام|عاما|سنة|سنوات|أعوام", total="حتى الآن|إجمالي|المجموع|إجمالا",
    contrast="مقابل|بينما", from_places="من",
    changes=r"(?:ارتفع|زاد|ازداد|تزايد|انخفض|تراجع|تقلص|تناقص)\w*", changed_from="من",
    states={
        Status.REQUESTED: r"(?:طلب\w*|يطلب\w*|تطلب\w*|نحتاج|يحتاج)",
        Status.PLANNED: r"(?:سيتم|سوف|من المقرر|يخطط\w*|تخطط\w*"
        r"|\b[وف]?س[يت](?:عود|صل|حصل|ستفيد|تلقى|قدم|بلغ|كون|وزع)\w*)",
        Status.FORECAST: r"(?:من المتوقع|يتوقع|توقعات|\bقد ي\w+|يمكن أن)",
        Status.UNDER_WAY: r"(?:جار\w*|قيد|يجري|تجري)",
    },
    headings=(r"(?:كلمة|بيان|تصريح|خطاب)",),
    titles="السيد|السيدة|الدكتور|الدكتورة|اللواء|العميد|الوزير|وزير|السفير|المحافظ|الجنرال",
    says="قال|قالت|صرح|أعلن|أعلنت|أضاف|ذكر|أكد|وفقا",
)  # fmt: skip
