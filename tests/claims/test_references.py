"""A reference is a number behind a letter, read as strictly as it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.references import (
    claim_number,
    claim_ref,
    claim_refs_in,
    finding_number,
    finding_ref,
    is_claim_ref,
    replace_claim_refs,
    typed_claim_number,
    typed_finding_number,
    typed_number,
)


@given(st.integers(1, 999_999_999))
def test_what_is_written_is_read_back(number: int) -> None:
    assert claim_number(claim_ref(number)) == number
    assert finding_number(finding_ref(number)) == number
    assert typed_claim_number(f" {claim_ref(number).lower()} ") == number
    assert typed_finding_number(finding_ref(number).lower()) == number


@pytest.mark.parametrize("text", ["", "C-", "C-0", "C-017", "C-1234567890", "F-12", "c-12", "C-1٢", "C-12\n", "12"])
def test_anything_else_is_no_reference_of_a_claim(text: str) -> None:
    assert not is_claim_ref(text)
    with pytest.raises(ValueError, match="a reference such as"):
        claim_number(text)


def test_a_person_may_type_a_reference_loosely_but_not_another_word() -> None:
    assert [typed_claim_number(said) for said in ("c47", "C 47", " c–47 ")] == [47] * 3
    assert [typed_claim_number(said) for said in ("C--47", "c  47", "C047", "cc47", "C 4 7", "c٤")] == [None] * 6
    assert typed_finding_number("f 12") == 12
    assert typed_claim_number("f-12") is None
    assert typed_finding_number("12") is None


def test_a_bare_number_is_typed_for_a_reference() -> None:
    assert typed_number(" 22 ") == 22
    assert [typed_number(said) for said in ("F-22", "2,2", "", "0", "9" * 12)] == [None] * 5


def test_the_references_in_a_text_are_given_once_each() -> None:
    assert claim_refs_in("C-19/5 × C-7 ≥ C-19 − (C-101), not XC-3, A-C-4, C-0 or C-5x") == ["C-19", "C-7", "C-101"]


def test_references_are_replaced_where_they_stand_alone() -> None:
    assert replace_claim_refs("C-17 − xC-1 + C-1 ÷ C-170", str.lower) == "c-17 − xC-1 + c-1 ÷ c-170"
