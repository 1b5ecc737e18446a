"""JSON, JSON Lines and YAML: what is read, what is refused, and where."""

from decimal import Decimal

import pytest

from portfolio.kernel.tabular import paths
from portfolio.kernel.tabular.reading import read
from portfolio.kernel.tabular.values import Limits, Reading, ReadOptions, Source


def reading(
    name: str, text: str | bytes, records: str = "", limits: Limits | None = None
) -> Reading:
    content = text if isinstance(text, bytes) else text.encode()
    return read([Source(name, content)], ReadOptions(records=records), limits)


def data(result: Reading) -> list[dict[str, object]]:
    assert [str(problem) for problem in result.problems] == []
    return [dict(record.data) for record in result.records]


def test_a_json_list_is_its_elements_and_numbers_are_exact() -> None:
    assert data(reading("a.json", '[{"n": 0.1}, {"n": 12345678901234567890}]')) == [
        {"n": Decimal("0.1")},
        {"n": Decimal("12345678901234567890")},
    ]


def test_a_json_object_is_one_record_and_many_files_are_many() -> None:
    sources = [Source("a.json", b'{"n": "A"}'), Source("b.json", b'{"n": "B"}')]
    result = read(sources)
    assert [(r.origin.file, r.data["n"]) for r in result.records] == [
        ("a.json", "A"),
        ("b.json", "B"),
    ]


def test_records_are_found_at_a_path_and_keep_their_key_and_place() -> None:
    result = reading("a.json", '{"apps": {"x": {"n": 1}, "y": {"n": 2}}}', "apps.*")
    assert [(r.data["@key"], r.origin.place) for r in result.records] == [
        ("x", "record 1 at apps.x"),
        ("y", "record 2 at apps.y"),
    ]


def test_json_lines_keep_the_good_lines() -> None:
    result = reading("a.jsonl", '{"n": "A"}\n{broken\n\n[1]\n{"n": "B"}\n')
    assert [(r.origin.number, r.data["n"]) for r in result.records] == [(1, "A"), (5, "B")]
    assert [(p.origin.number, p.code) for p in result.problems] == [
        (2, "not-json"),
        (4, "not-an-object"),
    ]


def test_yaml_documents_and_words_that_stay_words() -> None:
    text = "country: NO\nversion: 3.10\nsince: 2020-01-02\nlive: true\nnone: ~\n---\ncountry: DE\n"
    result = reading("a.yaml", text)
    assert data(result) == [
        {"country": "NO", "version": "3.10", "since": "2020-01-02", "live": True, "none": None},
        {"country": "DE"},
    ]
    assert [record.origin.place for record in result.records] == ["document 1", "document 2"]


DEEP_JSON = "[" * 100_000 + "]" * 100_000
DEEP_YAML = "[" * 5_000 + "]" * 5_000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 10)}]\n"
    for old, new in zip("abcdefg", "bcdefgh", strict=True)
)
REFUSED = {
    "json nested 100,000 deep": ("a.json", DEEP_JSON, "too-deep"),
    "json nested 21 deep": ("a.json", '{"a":' * 21 + "1" + "}" * 21, "too-deep"),
    "yaml nested 5,000 deep": ("a.yaml", DEEP_YAML, "too-deep"),
    "yaml alias bomb": ("a.yaml", BOMB, "too-many-values"),
    "yaml of many aliases": ("a.yaml", "a: &a x\nb: [" + "*a," * 101 + "]", "aliases"),
    "yaml that contains itself": ("a.yaml", "a: &a [*a]", "too-deep"),
    "yaml making objects": ("a.yaml", "a: !!python/object/apply:os.system ['true']", "not-yaml"),
    "yaml with its own tags": ("a.yaml", "a: !Ref b", "not-yaml"),
    "yaml with a broken line": ("a.yaml", "a: 1\nb: [\n", "not-yaml"),
    "json cut off": ("a.json", '{"a": 1,', "not-json"),
    "json with NaN": ("a.json", '{"a": NaN}', "not-allowed"),
    "json with a number of 5,000 digits": ("a.json", '{"a": ' + "9" * 5_000 + "}", "not-allowed"),
    "json with a key twice": ("a.json", '{"a": 1, "a": 2}', "not-allowed"),
    "json with NUL": ("a.json", '{"a": {"b": "x\\u0000"}}', "control-character"),
    "json with U+000B in a key": ("a.json", '{"a\\u000b": "x"}', "control-character"),
    "json with half a character": ("a.json", '{"a": "\\ud800"}', "control-character"),
    "json with a text of 32,768": ("a.json", '{"a": "' + "x" * 32_768 + '"}', "cell-too-long"),
    "json without the records": ("a.json", '{"a": 1}', "no-records"),
    "json of texts": ("a.json", '["a"]', "not-an-object"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_clear_code_and_no_record(name: str) -> None:
    file, text, code = REFUSED[name]
    result = reading(file, text, "items[*]" if code == "no-records" else "", Limits(nodes=100_000))
    assert [(problem.origin.file, problem.code) for problem in result.problems] == [(file, code)]
    assert result.records == []
    assert len(result.problems[0].reason) > 15


def test_control_negative_the_same_shapes_without_the_poison_are_read() -> None:
    assert len(data(reading("a.json", '{"a":' * 19 + "1" + "}" * 19))) == 1
    assert len(data(reading("a.yaml", "a: &a x\nb: [" + "*a," * 100 + "]"))) == 1
    assert len(data(reading("a.json", '{"a": "' + "x" * 32_767 + '"}'))) == 1
    assert len(data(reading("a.json", '{"a": {"b": "x\\u0009"}}'))) == 1


def test_one_broken_file_leaves_the_others_and_files_may_be_skipped() -> None:
    sources = [Source("x/a.json", b"{"), Source("x/b.json", b'{"n": 1}'), Source("x/d.json", b"{")]
    result = read(sources, ReadOptions(skip_files=("d*.json",)))
    assert [r.origin.file for r in result.records] == ["x/b.json"]
    assert [p.origin.file for p in result.problems] == ["x/a.json"]
    assert result.skipped_files == ["x/d.json"]


PATHS = [
    ({"a": {"b": 1}}, "a.b", 1),
    ({"a b": {"c.d": 1}}, 'a b."c.d"', 1),
    ({"a": [{"b": 1}, {"b": 2}]}, "a[1].b", 2),
    ({"a.b": 3, "a": {"b": 1}}, "a.b", 3),
    ({"phase-history": {"beta": [1]}}, "phase-history.beta[0]", 1),
    ({"a": 1}, "a.b", None),
    ({"a": []}, "a[0]", None),
]


@pytest.mark.parametrize(("value", "path", "expected"), PATHS)
def test_paths(value: object, path: str, expected: object) -> None:
    assert paths.lookup(value, path) == expected


def test_a_path_that_is_none_says_where() -> None:
    with pytest.raises(paths.PathError, match="character 2"):
        paths.parse("a[b")
