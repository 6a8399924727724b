"""What each claim is to a finding, by its rule."""

from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import ROLE_WORDS, Role, name_members
from apps.reconciliation.core.inputs.claims import Breakdown, Statement
from tests.reconciliation.core.factories import LISTS, POLICY, say


def roles(*said: Statement, breakdowns: tuple[Breakdown, ...] = ()) -> list[str]:
    return [
        " ".join(f"{member.role}={member.ref}" for member in found.members)
        for found in reconcile(said, breakdowns, LISTS, POLICY)
    ]


def test_a_whole_has_parts() -> None:
    said = [say(1, "30", 30), say(2, "10", 10, population="refugees"), say(3, "20", 20, population="idps")]
    assert roles(*said, breakdowns=(Breakdown("C-1", "sex", ("C-2", "C-3"), True),)) == ["whole=C-1 part=C-2 part=C-3"]


def test_a_share_has_a_numerator_and_a_denominator() -> None:
    said = [
        say(1, "50%", 50, unit="percent", indicator="share", numerator="C-2", denominator="C-3"),
        say(2, "10", 10, population="refugees"),
        say(3, "20", 20, population="idps"),
    ]
    assert roles(*said) == ["share=C-1 numerator=C-2 denominator=C-3"]


def test_a_pair_has_two_ends_and_counts_others_of_the_same_scope() -> None:
    said = [say(1, "100", 100), say(2, "150", 150, by="un"), say(3, "170", 170, by="un")]
    assert "left=C-1 right=C-3 also=C-2" in roles(*said)


def test_a_series_has_members() -> None:
    said = [
        say(n, f"{value}", value, since="2019-05-01", until=f"2019-06-{20 + n}")
        for n, value in ((1, 150), (2, 140), (3, 149))
    ]
    assert roles(*said) == ["left=C-1 right=C-2 member=C-3"]


def test_a_share_of_a_figure_stands_on_it() -> None:
    said = [
        say(1, "40%", 40, unit="percent", population="refugees", denominator="C-2"),
        say(2, "12,301", 12301),
        say(3, "7,204", 7204, by="un", population="refugees"),
    ]
    assert roles(*said) == ["left=C-1 right=C-3 base=C-2"]


def test_a_claim_is_named_once_by_what_it_is_first_and_every_role_has_words() -> None:
    one = say(1, "30", 30)
    assert [member.role for member in name_members((Role.WHOLE, [one]), (Role.PART, [one]))] == [Role.WHOLE]
    assert set(ROLE_WORDS) == set(Role)
