"""What the dashboard shows as files: the page's own numbers, its colours, and nobody else's."""

import re
from io import BytesIO

import pytest
import python_calamine

from people.queries import today
from portfolio.environment import ROOT
from portfolio.kernel.charts import stack, trend
from portfolio.kernel.charts.colours import plain_colour, plain_sheet
from portfolio.kernel.charts.pictures import Key, Part, Picture, picture_png, picture_svg
from portfolio.kernel.quarters import Quarter
from portfolio.queries.dashboard_files import FONTS

URL = "/portfolio/"
CSS = ROOT / "static" / "css"
SHEET = plain_sheet((CSS / "tokens.css").read_text(), (CSS / "charts.css").read_text())
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("oklch(1 0 0)", "#ffffff"),
        ("oklch(0 0 0)", "#000000"),
        ("oklch(0.628 0.2577 29.23)", "#ff0000"),
        ("light-dark(oklch(1 0 0), oklch(0 0 0))", "#ffffff"),
        ("var(--ink)", "#000000"),
        ("oklch(0 0 0 / 0.4)", "rgba(0,0,0,0.4)"),
        ("color-mix(in oklab, var(--ink) 12%, transparent)", "rgba(0,0,0,0.12)"),
        ("none", "none"),
        ("2 2.5", "2 2.5"),
    ],
)
def test_colours_become_plain(written, plain):
    names = {"ink": "var(--deep)", "deep": "light-dark(oklch(0 0 0), oklch(1 0 0))"}
    assert plain_colour(written, names) == plain


def test_nothing_a_picture_cannot_read_is_left_in_the_sheet():
    assert not re.search(r"var\(|oklch|light-dark|color-mix|@media|:hover", SHEET)
    for known in (".k-growth{", ".m-risk{", ".sp-line{", ".sl-over{", ".hv-maturity{"):
        assert known in SHEET


def test_a_picture_holds_its_words_and_no_links():
    bar = stack([("growth", 2), ("maturity", 3)], label="Two and three")
    line = '<svg class="ch" viewBox="0 0 20 10"><a href="/x/"><circle r="2"/></a></svg>'
    picture = Picture("A & B", "2026 Q3", [Part(bar, "All"), Part(line)], [Key("k-growth", "Up")])
    svg = picture_svg(picture, SHEET)
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="780"')
    for words in ("A &amp; B", "2026 Q3", ">All<", ">Up<"):
        assert words in svg
    assert "<a" not in svg.replace("<title", "")
    assert "/x/" not in svg


def test_the_pixels_are_the_picture_at_twice_its_size():
    line = trend([1, None, 3], ["2026 Q1", "2026 Q2", "2026 Q3"])
    png = picture_png(picture_svg(Picture("Line", "", [Part(line)]), SHEET), [FONTS])
    assert png.startswith(PNG)
    assert int.from_bytes(png[16:20], "big") == 1560


def table_of(answer):
    book = python_calamine.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return book.get_sheet_by_index(0).to_python()


def test_every_file_the_page_offers_is_there(cast, signed_in):
    client = signed_in(cast.leader)
    past = Quarter.of(today()).previous().slug
    page = client.get(URL, {"with": past}).context["page"]
    offered = [(line.label, *one) for line in page.files for one in line.files]
    assert len({url for *_, url in offered}) == len(offered) == 19
    for _, word, url in offered:
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert f'.{word.lower()}"' in answer["Content-Disposition"], url
        body = b"".join(answer.streaming_content)
        assert body.startswith({"SVG": b"<svg", "PNG": PNG, "XLSX": b"PK"}[word]), url


def test_what_has_nothing_to_show_is_not_offered(cast, signed_in):
    client = signed_in(cast.leader)
    assert "Health and value" not in {line.label for line in client.get(URL).context["page"].files}
    for name in ("charts/map/", "tables/comparison/"):
        assert client.get(URL + name).status_code == 404


def test_the_tables_have_the_numbers_of_the_page(cast, signed_in):
    client = signed_in(cast.leader)
    page = client.get(URL).context["page"]
    rows = table_of(client.get(f"{URL}tables/figures/"))
    assert [row[:2] for row in rows[1:]] == [[one.label, one.value] for one in page.figures]
    mix = table_of(client.get(f"{URL}tables/lifecycle/"))
    assert mix[1][-1] == page.counts.products
    assert [row[0] for row in mix[2:]] == [row.name for row in page.mix.clusters]
    quarters = table_of(client.get(f"{URL}tables/quarters/"))
    assert len(quarters) == 9
    assert quarters[-1][0] == Quarter.of(today()).label


def test_owners_take_along_their_own_clusters_only(cast, signed_in):
    svg = b"".join(signed_in(cast.owner).get(f"{URL}charts/lifecycle/").streaming_content)
    assert b"Rostering" in svg
    assert b"Payslips" not in svg


@pytest.mark.parametrize(
    "path",
    ["charts/pie/", "charts/map/?format=pdf", "tables/pie/", "tables/load/?format=ods"],
)
def test_what_is_not_shown_is_not_found(cast, signed_in, path):
    assert signed_in(cast.leader).get(URL + path).status_code == 404


def test_a_comparison_needs_the_other_quarter(cast, signed_in):
    client = signed_in(cast.leader)
    assert client.get(f"{URL}tables/comparison/").status_code == 404
    past = Quarter.of(today()).previous()
    rows = table_of(client.get(f"{URL}tables/comparison/", {"with": past.slug}))
    assert rows[0] == ["Figure", past.label, Quarter.of(today()).label, "Change"]


@pytest.mark.parametrize("path", ["charts/lifecycle/", "tables/figures/"])
def test_employees_and_strangers_are_refused(cast, signed_in, client, path):
    assert client.get(URL + path).status_code == 302
    assert signed_in(cast.employee).get(URL + path).status_code == 403
