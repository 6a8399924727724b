"""Short names tell people apart and are never a fragment of what an organisation is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.sources.names import Named, shorten


def named(name: str, *, slug: str = "", role: str = "", acronym: str = "", organisation: str = "Office") -> Named:
    return Named(slug or name, name, role, acronym, organisation, (organisation, acronym))


def short(*names: str) -> list[str]:
    return list(shorten(named(name) for name in names).values())


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Mikhail Mizintsev", "Mizintsev"),
        ("Hans van der Berg", "van der Berg"),
        ("Fatima al-Khatib", "al-Khatib"),
        ("Fatima Al Khatib", "Al Khatib"),
        ("Mohammed Abdul Rahman", "Abdul Rahman"),
        ("José Ortega y Gasset", "Ortega y Gasset"),
        ("Annalena Meyer-Landrut", "Meyer-Landrut"),
        ("Martin Luther King Jr.", "King Jr."),
        ("António GUTERRES", "GUTERRES"),
        ("WANG Xiaoming", "WANG"),
        ("Ibrahim, Abbas", "Ibrahim"),
        ("Mikhail Mizintsev, Colonel General", "Mizintsev"),
        ("Al Gore", "Al Gore"),
        ("Sukarno", "Sukarno"),
        ("محمد الخطيب", "الخطيب"),
        ("محمد عبد الله", "عبد الله"),
        ("王小明", "王小明"),
        ("김 철수", "김 철수"),
    ],
)
def test_a_person_is_called_by_the_surname(name: str, called: str) -> None:
    assert short(name) == [called]


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Health",
        "UN Health Office",
        "Example Observatory (agency)",
        "Médecins du Monde 2000",
        "Министерство обороны",
        "وزارة الصحة",
        "Government spokesperson",
        "Office for National Statistics",
    ],
)
def test_what_is_no_persons_name_is_left_whole(name: str) -> None:
    assert short(name) == [name]


def test_an_organisation_that_speaks_itself_goes_by_its_acronym() -> None:
    whole = "High Commissioner for Refugees"
    speaker = Named("unhcr", whole, "", "UNHCR", whole, (whole, "UNHCR"))
    assert shorten([speaker]) == {"unhcr": "UNHCR"}


def test_two_of_one_surname_are_called_by_all_their_names() -> None:
    assert short("Abbas Ibrahim", "Ali Ibrahim", "Ali Hassan") == ["Abbas Ibrahim", "Ali Ibrahim", "Hassan"]


def test_two_of_one_name_are_told_apart_by_whom_they_speak_for() -> None:
    one = named("Ali Ibrahim", slug="a", organisation="Red Crescent")
    other = named("ALI IBRAHIM", slug="b", organisation="Ministry")
    assert shorten([one, other]) == {"a": "Ali Ibrahim (Red Crescent)", "b": "ALI IBRAHIM (Ministry)"}


def test_two_of_one_acronym_are_called_in_full() -> None:
    spoken = [
        Named(country, f"Ministry of Health of {country}", "", "MoH", "", (f"Ministry of Health of {country}",))
        for country in ("Aldovia", "Borduria")
    ]
    assert list(shorten(spoken).values()) == ["Ministry of Health of Aldovia", "Ministry of Health of Borduria"]


SAID = "Abbas Ali Ibrahim IBRAHIM al-Khatib al van der Berg King Jr. y Gasset محمد عبد الخطيب 王 Ministry of Health"
WORDS = st.sampled_from(SAID.split())
PEOPLE = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@given(st.lists(st.tuples(PEOPLE, st.sampled_from(["", "MoH", "UN"])), max_size=8))
def test_names_are_unique_and_whole_words_of_what_the_speaker_is_called(said: list[tuple[str, str]]) -> None:
    speakers = [
        named(name, slug=f"s{place}", acronym=acronym, organisation="Office")
        for place, (name, acronym) in enumerate(said)
    ]
    names = shorten(speakers)
    looks = [name.casefold() for name in names.values()]
    assert len(set(looks)) == len(speakers)
    for speaker in speakers:
        words = f" {speaker.name} "
        whole = names[speaker.slug].removesuffix(")").partition(" (")[0]
        assert f" {whole} " in words
