"""Which files are units, which years belong together, and where their documents go: known before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.batch import Spelling, Units, search, units_of
from generator.model.finding import Refused
from generator.read import ALL, TEXTS, YEAR, read_text

OUT = Path("out")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*paths: str) -> None:
    for path in map(Path, paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")


def found(*arguments: str, year: int | None = None, output: Path = OUT) -> Units:
    return units_of(search([*map(Path, arguments)], output, ALL, read_text), year, Spelling(YEAR, TEXTS))


def pairs(units: Units) -> list[tuple[str, str]]:
    return [(unit.record, unit.place) for unit in units.units if not unit.fault]


def codes(units: Units) -> list[str]:
    return [unit.fault.code for unit in units.units if unit.fault]


def refused(*arguments: str, year: int | None = None, output: Path = OUT) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as answer:
        found(*arguments, year=year, output=output)
    return [(f.code, str(f.source or ""), f.message) for f in answer.value.findings]


def test_years_of_a_unit_are_one_unit_and_the_newest_is_drafted() -> None:
    put(
        "局/县水利局2022.xlsx", "局/县水利局2023.xlsx", "局/县水利局2024.yaml", "局/教育局2024.xls", "局/教育局2023.yml"
    )
    assert sorted(pairs(found("局"))) == [("局/县水利局2024.yaml", "县水利局2024"), ("局/教育局2024.xls", "教育局2024")]
    assert pairs(found("局", year=2023)) == sorted(
        [("局/县水利局2023.xlsx", "县水利局2023"), ("局/教育局2023.yml", "教育局2023")], key=lambda pair: pair[1]
    )


def test_hidden_files_lock_files_and_the_output_are_no_records() -> None:
    put("a/2024.yaml", "a/.2024.yaml", "a/~$2024.xlsx", "a/.git/2024.yaml", "a/out/x/2024.yaml", "a/b c/三 2024.XLSX")
    units = found("a", output=Path("a/out"))
    assert pairs(units) == [("a/2024.yaml", "2024"), ("a/b c/三 2024.XLSX", "b c/三 2024")]
    assert units.findings == ()


def test_a_text_beside_a_workbook_of_its_name_is_no_unit() -> None:
    put("a/2024.xlsx", "a/2024.yaml", "a/2023.xls", "a/2023.yaml")
    assert pairs(found("a")) == [("a/2024.xlsx", "2024")]
    assert pairs(found("a/2024.yaml")) == [("a/2024.yaml", "2024")]
    assert pairs(found("a/2024.yaml", "a/2024.xlsx")) == [("a/2024.xlsx", "2024")]


def test_two_records_of_one_document_are_refused_before_anything_starts() -> None:
    put("a/2024.xlsx", "a/2024.xls", "b/2024.yaml", "b/2024.yml", "c/2024.yaml")
    told = refused("a", "b", "c")
    assert [(code, place) for code, place, _ in told] == [("B02", "a/2024.xlsx"), ("B02", "b/2024.yml")]


def test_a_unit_without_the_year_is_an_entry_that_says_so() -> None:
    put("a/2023.yaml", "b/2024.yaml", "b/2023.yaml", "c/2025.yaml")
    units = found("a", "b", "c", year=2024)
    assert pairs(units) == [("b/2024.yaml", "b/2024")]
    assert [(unit.place, unit.fault.message) for unit in units.units if unit.fault] == [
        ("a/2024", "这个单位只有 2023 年的记录，没有 2024 年的"),
        ("c/2024", "这个单位只有 2025 年的记录，没有 2024 年的"),
    ]


def test_two_spellings_of_the_year_are_two_units() -> None:
    put("a/2023年.xlsx", "a/2024.xlsx")
    units = found("a")
    assert (pairs(units), codes(units)) == ([("a/2024.xlsx", "2024")], ["B03"])


def test_files_without_a_year_are_told_and_not_read_unless_they_are_named() -> None:
    put("a/2024.yaml", "a/通讯录.xlsx", "a/2023和2024.xlsx")
    units = found("a")
    assert pairs(units) == [("a/2024.yaml", "2024")]
    assert sorted((f.code, str(f.source)) for f in units.findings) == [
        ("B04", "a/2023和2024.xlsx"),
        ("I04", "a/通讯录.xlsx"),
    ]
    named = found("a", "a/通讯录.xlsx")
    assert pairs(named) == [("a/2024.yaml", "2024"), ("a/通讯录.xlsx", "通讯录")]
    assert found("a/通讯录.xlsx").year is None


def test_a_list_names_one_path_a_line_beside_itself() -> None:
    put("县/a/2024.yaml", "县/b/2024.yaml", "县/b/2023.yaml")
    Path("县/单位.txt").write_text("\ufeff# 第一批\n\na/2024.yaml\r\n  b\n", encoding="utf-8")
    assert pairs(found("县/单位.txt")) == [("县/a/2024.yaml", "a/2024"), ("县/b/2024.yaml", "b/2024")]


def test_what_is_given_twice_counts_once(here: Path) -> None:
    put("a/b/2024.yaml", "a/b/2023.yaml")
    assert pairs(found("a", "./a", "a/b", str(here / "a"), "a/b/2024.yaml"))[0][1] == "b/2024"
    assert len(found("a", "a", "a/b/2024.yaml").units) == 1


def test_a_folder_that_links_lead_around_is_walked_once() -> None:
    put("a/b/2024.yaml")
    Path("a/b/again").symlink_to(Path("a").absolute(), target_is_directory=True)
    assert pairs(found("a")) == [("a/b/2024.yaml", "b/2024")]


def test_places_do_not_depend_on_where_one_stands(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a/x/2024.yaml", "a/y/2024.yaml")
    places = [unit.place for unit in found("a").units]
    monkeypatch.chdir(here / "a" / "x")
    assert [unit.place for unit in found("..", output=here / "out").units] == places == ["x/2024", "y/2024"]
    assert [unit.place for unit in found("2024.yaml", "../y/2024.yaml", output=here / "out").units] == places


def test_everything_that_is_wrong_with_the_arguments_is_told_at_once() -> None:
    put("a/2024.yaml", "空的/x.docx", "b.docx")
    Path("空.txt").write_text("# 还没有写\n", encoding="utf-8")
    Path("错.txt").write_text("a/2024.yaml\n没有/2024.yaml\n", encoding="utf-8")
    Path("ansi.txt").write_bytes("单位/2024.yaml\n".encode("gbk"))
    told = refused("a", "空的", "不在", "不在.txt", "b.docx", "空.txt", "错.txt", "ansi.txt")
    assert [(code, place) for code, place, _ in told] == [
        ("B01", "空的"),
        ("B01", "不在"),
        ("B01", "不在.txt"),
        ("B01", "b.docx"),
        ("B01", "空.txt"),
        ("B01", "错.txt:2:1"),
        ("R08", "ansi.txt"),
    ]


def test_a_year_that_nobody_has_and_names_without_years_are_refused() -> None:
    put("a/2024.yaml", "b/水利局.xlsx")
    assert refused("a", year=2030) == [("B01", "", "没有一个单位有 2030 年的记录，有的是 2024 年")]
    assert refused("b") == [("B01", "", "没有文件名里写着年份的记录，只有：b/水利局.xlsx")]
    assert refused("a", output=Path("a"))[0][:2] == ("B01", "a")
