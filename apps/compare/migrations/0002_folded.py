"""The function by which search reads text and query alike: `countercheck_folded`.

Made of immutable functions of the server alone, so that it needs no extension and may be indexed:

    accents        decomposed, then dropped: Türk, Alféa; so are tashkeel and the hamza on alef, waw and ya
    case           lowered after that, so that it also works where the server knows the case of ASCII only
    Latin          letters that do not decompose: ø ł đ ð ħ ı þ ŧ, ß, æ, œ
    Arabic         alef wasla as alef, ta marbuta and the other has as ha, alef maksura and Farsi ya as ya,
                   Farsi kaf as kaf; tatweel and the bare hamza dropped
    digits         Arabic-Indic and extended ones as 0 to 9, with their separators
    apostrophes    dropped: Dar'a is Dara
    dashes, blanks one blank: Al-Hol is Al Hol
"""

from django.db import migrations

# Combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic, soft hyphen, joiners and marks of direction.
MARKS = (
    r"\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u061c"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff\u200b-\u200f"
    r"\u202a-\u202e\u2060\u2066-\u2069\ufeff"
)
BLANKS = r"\s\u00a0\u2000-\u200a\u202f\u3000\u2010-\u2015\u2212\u005f-"
LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "t", "ŧ": "t",
    "\u0671": "\u0627",
    "\u0629": "\u0647", "\u06c1": "\u0647", "\u06be": "\u0647", "\u06d5": "\u0647", "\u06c3": "\u0647",
    "\u0649": "\u064a", "\u06cc": "\u064a", "\u06d2": "\u064a", "\u06d0": "\u064a",
    "\u06a9": "\u0643",
    "\u066b": ".", "\u066c": ",", "\u060c": ",",
    **{chr(start + digit): str(digit) for start in (0x0660, 0x06F0) for digit in range(10)},
}
DROPPED = "\u0621\u0640\u2018\u2019\u201b\u02bc\u02be\u02bf\u0060\u00b4\u2032"

FOLDED = f"""
CREATE FUNCTION countercheck_folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $folded$
SELECT btrim(regexp_replace(
    translate(
        replace(replace(replace(replace(
            lower(regexp_replace(normalize(words, NFKD), '[{MARKS}]', '', 'g')),
            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), '''', ''),
        '{"".join(LETTERS)}{DROPPED}',
        '{"".join(LETTERS.values())}'
    ),
    '[{BLANKS}]+', ' ', 'g'))
$folded$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('compare', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FOLDED, "DROP FUNCTION countercheck_folded(text)"),
    ]
