"""English."""

from apps.claims.figures import Status
from apps.claims.proposals.vocabulary.table import Vocabulary

ENGLISH = Vocabulary(
    units={
        "people": "those who|people|person|persons"
        "|individual|individuals|citizen|citizens|refugee|refugees|idp|idps|returnee"
        "|returnees|resident|residents|inhabitant|inhabitants|civilian|civilians|child|children|woman|women|man|men"
        "|girl|girls|boy|boys|student|students|pupil|pupils|teacher|teachers|worker|workers|patient|patients|infant"
        "|infants|adult|adults|migrant|migrants|evacuee|evacuees|detainee|detainees|prisoner|prisoners|soldier"
        "|soldiers"
        "|fighter|fighters|volunteer|volunteers|nurse|nurses|doctor|doctors|midwife|midwives|farmer|farmers|fishers"
        "|beneficiary|beneficiaries|survivor|survivors|victim|victims|casualty|casualties|death|deaths|fatality"
        "|fatalities|birth|births|newborn|newborns|youth|youths|staff|personnel|employee|employees|asylum"
        "|seeker|seekers"
        "|member|members|learner|learners|trainee|trainees|graduate|graduates|candidate|candidates|voter|voters"
        "|passenger|passengers|population|newcomers|arrivals|experts|officers|inspectors|trainers|participants"
        "|orphans|mothers|fathers|parents|men and women|toddlers|teenagers|adolescents|pensioners|applicants|souls"
        "|dead|wounded|injured|missing|homeless|minors|elderly|displaced|jobs|job|posts|monitors|observers|engineers"
        "|respondent|respondents|interviewees",
        "returns": "return|returns",
        "families": "family|families|household|households",
        "homes": "homes|house|houses|apartment|apartments|dwelling|dwellings|flats|housing units|shelters|tents",
        "buildings": "building|buildings|apartment buildings|residential buildings",
        "facilities": "facility|facilities|school|schools|preschool|preschools|kindergarten|kindergartens|hospital"
        "|hospitals|clinic|clinics|bakery|bakeries|substation|substations|station|stations|institution|institutions"
        "|enterprise|enterprises|factory|factories|shop|shops|market|markets|center|centers|centre|centres"
        "|mosque|mosques"
        "|church|churches|places of worship|place of worship|plant|plants|well|wells|bridge|bridges|laboratory"
        "|laboratories|pharmacies|pharmacy|camps|camp|wards|points|boreholes|borehole|pumps|latrines|classrooms|sites"
        "|site|warehouse|warehouses|universities|colleges|ports|posts",
        "settlements": "settlement|settlements|village|villages|locality|localities|town|towns|city|cities|community"
        "|communities|municipalities|municipality|hamlets|neighbourhoods|neighborhoods|districts|district|provinces"
        "|province|regions|region|governorates|governorate|counties|county",
        "states": "state|states|country|countries|nations|governments",
        "actions": "action|actions|operation|operations|mission|missions|campaigns|rounds",
        "convoys": "convoy|convoys",
        "packages": "package|packages|parcel|parcels|ration|rations|kit|kits|basket|baskets|boxes",
        "cases": "case|cases|consultation|consultations|infections|incidents|incident|attacks|attack",
        "km": "km|kilometer|kilometers|kilometre|kilometres|kms",
        "tons": "ton|tons|tonne|tonnes|metric tons|mt",
        "usd": "dollar|dollars|usd",
        "percent": "percent|percentage|per cent",
        "minutes": "minute|minutes",
        "hours": "hour|hours",
        "days": "day|days",
        "weeks": "week|weeks",
        "months": "month|months",
        "doses": "dose|doses|vaccine|vaccines|vials|jabs",
        "hectares": "hectare|hectares|ha",
        "litres": "litre|litres|liter|liters",
        "kg": "kg|kgs|kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes",
        "grams": "gram|grams|gramme|grammes",
        "kcal": "kcal|kilocalories|calories",
        "metres": "metre|metres|meter|meters",
        "cubic metres": "cubic metres|cubic meters|cubic metre|cubic meter|m3",
        "square metres": "square metres|square meters|square metre|square meter|m2",
        "megawatts": "megawatt|megawatts|mw",
    },
    after_nouns="more|fewer|less|a|an|the|in|from|to|at|by|via|through|with|for|on|who|which|that|were|was|are|is|be|been|being|have|has"
    "|had|having"
    "|and|or|but|as|since|during|after|before|under|over|between|among|against|out|up|into|until|till|within|without"
    "|will|would|can|could|may|might|must|should|shall|do|did|does|when|where|while|because|than|about|per|every|each"
    "|so|not|also|already|still|now|today|currently|only|then|including|remain|remained|live|lived|return|returned"
    "|received|receive|left|arrived|died|fled|passed|confirmed|took|came|went|lost|found|moved|crossed|get|got"
    "|this|last"
    "|next|compared|because|if|across|throughout|around|near|inside|outside|toward|towards|despite|according|versus"
    "|mentioned|stand|stands|stood|rose|fell|grew|reached|whose|there|here|however|yet|far|totalling|totaling|worth"
    "|employed|accommodated|registered|recorded|reported|vaccinated|distributed|restored|repaired|built|opened|closed"
    "|completed|destroyed|damaged|laid|issued|planned|pledged|spent|allocated|provided|delivered|conducted|organized"
    "|used|based|made|ready|available|needed|need|needs|work|works|benefit|benefited|study|suffer|attend|attended"
    "|we|they|he|she|it|want|wants|wanted|intend|intends|hope|wish|say|says|said|told|prefer|plan",
    of="of",
    labels="rue|avenue|decree|resolution|resolutions|article|articles|paragraph|page|pages|chapter|section|annex|table"
    "|figure|phase"
    "|stage|zone|zones|area|sector|room|block|line|item|level|category|grade|class|route|highway|tel|phone|fax"
    "|telephone"
    "|version|model|type|flight|order|law|act|number|no|nos|№|note|footnote|appendix|part|step|protocol"
    "|bulletin|issue"
    "|report|volume|edition|box|building|house|gate|channel|covid|group|top|session|round|season|document|regulation"
    "|directive|ref|reference|id|file|case no|rule|clause|para|goal|sdg|agenda|version|brigade|division|unit"
    "|battalion"
    "|update|week|day|year|wave|lot|tier|apartment|floor|street|suite|gmt|utc|mobile|hotline|extension|ext|call|dial"
    "|isbn|issn|doi|vol|art|fig|chapters|sections|tables|figures|annexes|paragraphs|size|form|grades|levels",
    determiners="top|first|last|the|these|those|both|this|that|its|their|our|his|her|other|all|any|such|each|no",
    ordinals="st|nd|rd|th",
    years="year|years|yr|yrs|decade|decades|century|centuries",
    single="one|a|an",
    within="within|in less than|in under|no later than",
    every="every|each|per",
    often={
        "minutes": "every minute|each minute",
        "hours": "every hour|each hour",
        "days": "every day|each day|on a daily basis",
        "weeks": "every week|each week",
        "months": "every month|each month",
    },
    contrast="compared with|compared to|as against|against|versus|while|whereas|as opposed to|up from|down from",
    total="have returned|has returned|so far|to date|in total|total|altogether|already|up to now|until now"
    "|cumulatively"
    "|cumulative|overall|at present|today|currently|all together|in all",
    changes=r"rose|risen|rises?|rising|increas\w*|gr[eo]w\w*|jump\w*|surg\w*|climb\w*|soar\w*|f[ae]ll\w*|drop\w*"
    r"|declin\w*|decreas\w*|reduc\w*|went|gone|expand\w*|shr[aiu]nk\w*|chang\w*|cut|rais\w*|doubl\w*|tripl\w*|halv\w*|revis\w*|up|down",
    changed_from="from|by",
    from_places="from",
    states={
        Status.REQUESTED: r"\b(?:ha[sd]|have|is|are)? ?(?:also )?(?:request(?:s|ed|ing)?|appeal(?:s|ed|ing)? for"
        r"|ask(?:s|ed|ing)? (?:[a-z ]{1,25} )?for|call(?:s|ed|ing)? for"
        r"|(?:seek(?:s|ing)?|sought)(?! (?:asylum|refuge|shelter|safety))"
        r"|is needed|are needed|requires?|required"
        r"|funding gap|short of funds)\b",
        Status.CAPACITY: r"\b(?:capacity|capacities|can (?:accommodate|host|receive|hold|treat|house|produce|serve)"
        r"|able to (?:accommodate|host|receive|hold|treat)|room for|places for)\b",
        Status.FORECAST: r"\b(?:forecasts?|projected|projections?|is expected|are expected|expects?|expected to"
        "|anticipat(?:e|es|ed)"
        r"|predict(?:s|ed)?|potential|(?-i:may) (?!not\b|have\b)[a-z]+|might"
        r"|could (?:reach|rise|need|face|be|return|come|go|leave|arrive|join|lose|die|flee|double|triple|exceed|follow)"
        "|likely to"
        r"|is estimated to reach|at risk of|by the end of (?:the|this|next) \w+ (?:it|there) will)\b",
        Status.PLANNED: r"\b(?:will|shall|plan(?:s|ned|ning)?|intends?|intention|going to|is to be|are to be"
        r"|to be \w+ed"
        r"|scheduled|aims?|target(?:s|ed)?|goal|envisaged?|foresees?|next (?:week|month|year|phase)|upcoming"
        r"|would)\b",
        Status.UNDER_WAY: r"\b(?:under ?way|under construction|ongoing|in progress"
        r"|(?:is|are) (?:currently |still |now )?being"
        "|continu(?:es?|ing)"
        r"|work is|works are|(?:is|are) (?:currently |still |now )?(?:rebuilding|repairing|restoring|building"
        r"|constructing|training|treating|vaccinating|distributing))\b",
    },
    headings=(
        r"(?:opening |closing |concluding |final )?(?:statement|remarks|speech|address)s? (?:by|of|from)",
        r"(?:presentation|briefing|report|comments?|message|answer|reply|testimony|intervention) (?:by|of|from)",
    ),
    titles="mr|mrs|ms|miss|dr|prof|professor|sir|madam|lady|lord|hon|honourable|honorable|colonel-general"
    "|major-general"
    "|lieutenant-general|brigadier-general|lieutenant-colonel|colonel|general|major|captain|lieutenant|admiral"
    "|commander"
    "|minister|deputy|prime|president|ambassador|governor|secretary|senator|director|director-general|chairman|chair"
    "|chairperson|chairwoman|spokesperson|spokesman|spokeswoman|representative|commissioner|mayor|excellency"
    "|his|her|h|e"
    "|esteemed|vice|under-secretary-general|secretary-general|coordinator|envoy|special|moderator",
    says="said|says|told|stated|states|announced|announces|added|adds|noted|notes|reported|reports|declared|explained"
    "|confirmed|confirms|informed|stressed|emphasized|emphasised|claimed|claims|pointed out|replied|recalled|warned"
    "|estimates|estimated that|put the|put it|acknowledged",
)
