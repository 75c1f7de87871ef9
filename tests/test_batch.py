"""A bureau drafts all its units: nothing is lost, nothing is done twice, nothing that people edited is touched."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.batch import House, Pool
from generator.batching import Asked, _crew
from generator.cli import main

from .bureau import BROKEN, documents, kinds, run, settle, started, states, summary, times
from .conftest import ROOT


@pytest.fixture
def bureau(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three units that leave nothing to fill in, each with an attachment."""
    monkeypatch.chdir(tmp_path)
    for name in ("水利局", "教育局"):
        shutil.copytree(ROOT / "data" / "jingdezhen", tmp_path / "记录" / name)
    shutil.copytree(ROOT / "data" / "example", tmp_path / "记录" / "示例局")
    return tmp_path


def batch(*options: str) -> int:
    return run("记录", "-o", "文稿", "--jobs", "1", *options)


def test_five_hundred_units_of_which_ten_are_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records, output = settle(tmp_path / "记录", 500, 10), tmp_path / "文稿"
    assert run(records, "-o", output, "--jobs", "2") == 1
    told = summary(output)
    assert len(documents(output)) == 490
    assert told["counts"]["未起草"] == 10
    assert sum(told["counts"].values()) == len(told["units"]) == 500
    failed = {Path(u["record"]).parent.name: u for u in told["units"] if u["state"] == "未起草"}
    for (name, unit), code in zip(sorted(failed.items()), BROKEN.values(), strict=True):
        errors = [finding for finding in unit["findings"] if finding["severity"] == "error"]
        assert code in {finding["code"] for finding in errors}, name
        assert unit["errors"] == len(errors)
        assert all(finding["message"] and finding["place"] and finding["hint"] for finding in errors)
        assert unit["document"] is None
    out, err = capsys.readouterr()
    assert "  已起草 490 份" in out
    assert "  未起草 10 个：" in out
    assert "500 个单位" in err
    book = load_workbook(output / "summary.xlsx")
    rows = list(book["单位"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 500
    assert len(list(book["问题"].iter_rows(min_row=2))) == sum(len(unit["findings"]) for unit in told["units"])
    assert {row[3] for row in rows} == set(told["counts"])
    link = next(cell.hyperlink for (cell,) in book["单位"]["E2:E500"] if cell.value)
    assert link is not None
    assert (output / str(link.target)).is_file()
    assert all((output / str(row[4])).is_file() for row in rows if row[4])
    assert (book["单位"].freeze_panes, bool(book["问题"].auto_filter.ref)) == ("A2", True)


def test_the_documents_are_those_of_draft_with_one_process_or_two(tmp_path: Path) -> None:
    records = settle(tmp_path / "记录", len(kinds()))
    for jobs in ("1", "2"):
        assert run(records, "-o", tmp_path / jobs, "--jobs", jobs, "--full") in (0, 1)
    one, two = documents(tmp_path / "1"), documents(tmp_path / "2")
    assert one == two
    for place in list(one)[::5]:
        record = (records / place).with_suffix(".yaml")
        assert main(["draft", str(record), "--full", "-o", str(tmp_path / "一份.docx"), "--force"]) in (0, 1)
        assert (tmp_path / "一份.docx").read_bytes() == one[place]


def test_nothing_is_done_again_until_something_changed(bureau: Path) -> None:
    assert batch() == 0
    before = times(Path("文稿"))
    assert batch() == 0
    assert times(Path("文稿")) == before
    assert set(states(Path("文稿")).values()) == {"上次已完成"}

    def redrafted(*options: str) -> list[str]:
        before = times(Path("文稿"))
        assert batch(*options) in (0, 1)
        after = times(Path("文稿"))
        return sorted(place.split("/")[0] for place in after if after[place] != before.get(place))

    record, prior = Path("记录/水利局/2024.yaml"), Path("记录/水利局/2023.yaml")
    record.write_bytes(record.read_bytes() + "# 改过\n".encode())
    assert redrafted() == ["水利局"]
    prior.write_bytes(prior.read_bytes() + "# 改过\n".encode())
    assert redrafted() == ["水利局"]
    attached = Path("记录/示例局/附件1.txt")
    attached.write_bytes(attached.read_bytes() + "又一段。\n".encode())
    assert redrafted() == ["示例局"]
    prior.rename("2023.yaml")
    assert redrafted() == ["水利局"]
    Path("2023.yaml").rename(prior)
    assert redrafted() == ["水利局"]
    Path("文稿/教育局/2024.docx").unlink()
    assert redrafted() == ["教育局"]
    assert redrafted("--plain") == ["教育局", "水利局", "示例局"]
    assert redrafted("--plain") == []


def test_what_people_edited_or_wrote_themselves_is_not_overwritten(bureau: Path) -> None:
    Path("文稿/教育局").mkdir(parents=True)
    Path("文稿/教育局/2024.docx").write_bytes(b"mine")
    assert batch() == 1
    assert Path("文稿/教育局/2024.docx").read_bytes() == b"mine"
    assert states(Path("文稿")) == {
        "记录/教育局/2024.yaml": "未起草",
        "记录/水利局/2024.yaml": "已起草",
        "记录/示例局/2024.yaml": "已起草",
    }
    edited, record = Path("文稿/水利局/2024.docx"), Path("记录/水利局/2024.yaml")
    edited.write_bytes(edited.read_bytes() + b"edited")
    assert batch() == 1
    told = {unit["record"]: unit for unit in summary(Path("文稿"))["units"]}[str(record)]
    assert (told["state"], [finding["code"] for finding in told["findings"]]) == ("上次已完成", ["I05"])
    record.write_bytes(record.read_bytes() + "# 改过\n".encode())
    for _ in range(2):
        assert batch() == 1
        assert states(Path("文稿"))[str(record)] == "未起草"
        assert edited.read_bytes().endswith(b"edited")
    assert batch("--force") == 0
    assert len(documents(Path("文稿"))) == 3
    assert batch() == 0


@pytest.mark.parametrize("left", [None, b"", b"{"])
def test_a_document_whose_state_was_lost_is_known_by_its_bytes(bureau: Path, left: bytes | None) -> None:
    assert batch() == 0
    before = documents(Path("文稿"))
    for state in Path("文稿/.juesuan/units").rglob("*.json"):
        state.unlink() if left is None else state.write_bytes(left)
    assert batch() == 0
    assert documents(Path("文稿")) == before
    assert batch() == 0
    assert set(states(Path("文稿")).values()) == {"上次已完成"}


def test_the_document_of_another_record_is_not_overwritten(bureau: Path) -> None:
    assert run("记录/水利局", "-o", "文稿") == 0
    before = documents(Path("文稿"))
    for _ in range(2):
        assert run("记录/示例局", "-o", "文稿") == 1
        assert documents(Path("文稿")) == before
    assert run("记录/水利局", "-o", "文稿") == 0
    assert set(states(Path("文稿")).values()) == {"上次已完成"}
    assert run("记录/示例局", "-o", "文稿", "--force") == 0
    assert documents(Path("文稿")) != before


def test_a_unit_that_fails_keeps_its_old_document_and_is_tried_again(bureau: Path) -> None:
    assert batch() == 0
    record = Path("记录/水利局/2024.yaml")
    good, before = record.read_bytes(), documents(Path("文稿"))
    record.write_bytes(good.replace("单位名称".encode(), "单位名".encode(), 1))
    assert batch() == 1
    assert documents(Path("文稿")) == before
    told = {unit["record"]: unit for unit in summary(Path("文稿"))["units"]}[str(record)]
    assert told["state"] == "未起草"
    assert told["unit"]
    assert {"R02", "W15"} <= {finding["code"] for finding in told["findings"]}
    record.write_bytes(good)
    assert batch() == 0
    assert states(Path("文稿"))[str(record)] == "已起草"


def test_a_summary_of_somebody_else_is_not_overwritten(bureau: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch() == 0
    summary_book = Path("文稿/summary.xlsx")
    summary_book.write_bytes(summary_book.read_bytes() + b"note")
    before = times(Path("文稿"))
    assert batch() == 2
    assert "文稿/summary.xlsx: error F01: 已经存在" in capsys.readouterr().err
    assert times(Path("文稿")) == before
    assert batch("--force") == 0


def test_options_that_cannot_be_are_refused_before_anything_starts(
    bureau: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch("--style", "没有") == 2
    assert run("记录", "-o", "文稿", "--jobs", "0") == 2
    assert run("记录", "-o", "文稿", "--jobs", "1", "--scheduler", "tcp://127.0.0.1:1") == 2
    assert run("没有", "-o", "文稿") == 2
    assert not Path("文稿").exists()
    Path("文稿").write_text("", encoding="utf-8")
    assert batch() == 2
    told = capsys.readouterr().err
    assert re.findall("error ([A-Z0-9]+):", told) == ["R12", "F03", "B01", "F02"]
    assert "“个数”的写法不对" in told


def test_two_batches_do_not_write_into_one_folder(bureau: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from generator.batch import locked

    assert batch() == 0
    with locked(Path("文稿/.juesuan/lock")):
        assert batch() == 2
    assert "error B09" in capsys.readouterr().err
    assert batch() == 0


def test_workbooks_and_texts_together(bureau: Path) -> None:
    shutil.copytree(ROOT / "data" / "jingdezhen", Path("记录/金融局"))
    for year in ("2023", "2024"):
        assert main(["convert", f"记录/水利局/{year}.yaml", f"记录/水利局/{year}.xlsx"]) in (0, 1)
    Path("记录/水利局/2023.yaml").unlink()
    Path("记录/水利局/2024.yaml").unlink()
    shutil.copy(ROOT / "tests" / "workbooks" / "jingdezhen-2024.xls", Path("记录/金融局/2024.xls"))
    assert batch() == 0
    told = states(Path("文稿"))
    assert list(told) == [
        "记录/教育局/2024.yaml",
        "记录/水利局/2024.xlsx",
        "记录/示例局/2024.yaml",
        "记录/金融局/2024.xls",
    ]


def test_without_a_console_there_is_no_bar(bureau: Path) -> None:
    process = started(bureau / "记录", "-o", bureau / "文稿", "--jobs", "1")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "2024 年度，3 个单位\n")
    assert out.splitlines()[:2] == ["2024 年度，3 个单位", "  已起草 3 份"]


@pytest.mark.usefixtures("bureau")
def test_an_edited_document_that_comes_back_after_it_was_replaced_is_still_a_persons() -> None:
    assert batch() == 0
    document = Path("文稿/水利局/2024.docx")
    edited = document.read_bytes() + b"edited"
    document.write_bytes(edited)
    assert batch("--force") == 0
    document.write_bytes(edited)
    batch()
    assert document.read_bytes() == edited


@pytest.mark.usefixtures("bureau")
@pytest.mark.parametrize("content", ['{"form": 1}', "[]", '{"form": 1, "entry": 3}', None])
def test_a_state_that_cannot_be_read_stops_nothing(content: str | None) -> None:
    assert batch() == 0
    before = documents(Path("文稿"))
    state = Path("文稿/.juesuan/units/水利局/2024.json")
    state.unlink()
    if content is None:
        state.mkdir()
    else:
        state.write_text(content, encoding="utf-8")
    assert batch() == (1 if content is None else 0)
    assert documents(Path("文稿")) == before


@pytest.mark.usefixtures("bureau")
@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there")
def test_units_whose_names_are_not_utf_8_fail_alone() -> None:
    for name in ("林业局", "财政局"):
        shutil.copytree(Path("记录/水利局"), Path("记录") / os.fsdecode(name.encode("gbk")))
        (Path("记录") / os.fsdecode(name.encode("gbk")) / "说明.yaml").write_text("", encoding="utf-8")
    assert batch() == 1
    told = summary(Path("文稿"))
    assert told["counts"] == {"未起草": 2, "已起草": 3}
    assert len(documents(Path("文稿"))) == 3
    assert load_workbook("文稿/summary.xlsx")["问题"].max_row > 2


@pytest.mark.usefixtures("bureau")
@pytest.mark.parametrize("place", ["summary.xlsx", ".juesuan/lock"])
def test_a_folder_where_a_file_of_ours_should_be_is_told(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    (Path("文稿") / place).mkdir(parents=True)
    assert batch() == 2
    assert re.findall("error ([A-Z0-9]+)", capsys.readouterr().err) in (["F01"], ["F02"])
    assert list(Path("文稿").rglob("*.docx")) == []


@pytest.mark.usefixtures("bureau")
@pytest.mark.parametrize("content", ["", "[]", '{"run": "x", "summaries": {}}', '{"run": 1, "summaries": []}'])
def test_a_run_that_cannot_be_read_is_none(content: str) -> None:
    assert batch() == 0
    Path("文稿/.juesuan/run.json").write_text(content, encoding="utf-8")
    assert batch() == 2  # then the summaries may be anybody's
    assert batch("--force") == 0


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
def test_odd_characters_in_a_name_do_not_spoil_the_summary(bureau: Path) -> None:
    (bureau / "记录" / "水利局").rename(bureau / "记录" / "水\x0b利#局")
    assert batch() == 0
    sheet = load_workbook("文稿/summary.xlsx")["单位"]
    assert sorted(cell.value for (cell,) in sheet["E2:E4"]) == [
        "教育局/2024.docx",
        "水□利#局/2024.docx",
        "示例局/2024.docx",
    ]


@pytest.mark.usefixtures("bureau")
def test_a_line_of_a_list_that_no_path_can_be_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("单位.txt").write_text("记录\n" + "水" * 3000 + "\n", encoding="utf-8")
    assert run("单位.txt", "-o", "文稿") == 2
    assert "单位.txt:2:1: error B01: 没有这个文件或文件夹" in capsys.readouterr().err


def test_a_record_that_fails_does_not_make_the_document_of_another_its_own(bureau: Path) -> None:
    shutil.copytree(bureau / "记录" / "示例局", bureau / "别的" / "水利局")
    record = bureau / "别的" / "水利局" / "2024.yaml"
    whole = record.read_text("utf-8")
    assert batch() == 0
    document = Path("文稿/水利局/2024.docx")
    before = document.read_bytes()
    for text in (whole + "坏: [\n", whole + "多余: 1\n", whole):
        record.write_text(text, encoding="utf-8")
        assert run("别的", "-o", "文稿", "--jobs", "1") == 1
        assert document.read_bytes() == before


def test_a_summary_that_could_not_be_replaced_stays_ours(tmp_path: Path) -> None:
    house = House(tmp_path, Path.write_bytes)  # type: ignore[arg-type]
    summary_book = tmp_path / "summary.xlsx"
    summary_book.write_bytes(b"first")
    house.begin(force=True)
    for content in (b"first", b"second", b"third"):
        new = tmp_path / "new"
        new.write_bytes(content)
        house.remember("summary.xlsx", new)  # and then it is open in Excel
    House(tmp_path, Path.write_bytes).begin(force=False)  # type: ignore[arg-type]


def test_no_more_processes_are_begun_than_there_are_units() -> None:
    crew = _crew(Asked(jobs=24), 1)
    assert isinstance(crew, Pool)
    assert crew.jobs == 1
