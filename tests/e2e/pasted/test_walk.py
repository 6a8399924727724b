"""A text of forty figures becomes claims and findings by a few keys each. `make walk` prints what that took."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Site
from tests.e2e.pasted.walk import Walk, prepare
from tests.serving import serving

pytestmark = pytest.mark.e2e

MOST_KEYS, MOST_CLICKS = 6, 0.5  # a claim; in the form of a claim it took 91 to 161 keys and 17 to 23 clicks


@pytest.fixture(scope="module")
def walk(site: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """On a server of its own, since what it publishes would stand in the lists that other modules look at."""
    data = tmp_path_factory.mktemp("pasted")
    with serving(data, PUBLISH_ALONE="0") as address:
        prepare(data)
        yield Walk(browser, address)


def test_a_text_of_forty_figures_goes_from_paste_to_findings_by_a_few_keys_a_claim(walk: Walk) -> None:
    walk.enter()
    walk.publish()
    print(walk.say())
    assert walk.compare() == []
    claims, hands = len(walk.rows), (walk.entering, walk.publishing)
    assert claims == 40
    assert sum(each.keys for each in hands) <= claims * MOST_KEYS
    assert sum(each.clicks for each in hands) <= claims * MOST_CLICKS
