"""Both people's load before and after a cluster changes hands."""

from reviews.calculations.assignment import compare, hand_over, with_cluster, without_cluster
from reviews.values import LoadLevel, LoadPolicy
from tests.reviews.test_load_calculations import held

POLICY = LoadPolicy()


def test_handing_over_shows_both_sides() -> None:
    giver = held("a a s")
    taker = held("- - - s")[3:]
    change = hand_over(giver[1], giver, taker, POLICY)
    assert change.giver is not None
    assert (change.giver.before.level, change.giver.after.level) == (
        LoadLevel.OVER,
        LoadLevel.WITHIN,
    )
    assert (change.giver.is_lighter, change.giver.is_heavier) == (True, False)
    assert (change.taker.before.active, change.taker.after.active) == (0, 1)
    assert (change.taker.is_heavier, change.taker.goes_beyond) == (False, False)


def test_an_orphan_has_no_giver_and_may_take_the_taker_beyond() -> None:
    taker = held("s s s")
    change = hand_over(held("- - - s")[3], None, taker, POLICY)
    assert change.giver is None
    assert change.taker.before.level is LoadLevel.AT_CEILING
    assert change.taker.after.level is LoadLevel.OVER
    assert (change.taker.is_heavier, change.taker.goes_beyond) == (True, True)


def test_from_over_to_triage_is_heavier_and_was_beyond_before() -> None:
    change = compare(held("a a"), held("a a a"), POLICY)
    assert (change.is_heavier, change.goes_beyond, change.is_lighter) == (True, False, False)


def test_a_cluster_is_there_once_and_gone_when_taken_out() -> None:
    holdings = held("a s")
    assert with_cluster(holdings, holdings[0]) == (holdings[1], holdings[0])
    assert without_cluster(holdings, 1) == (holdings[1],)
    assert without_cluster(holdings, 99) == tuple(holdings)
