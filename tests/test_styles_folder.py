"""The folder with styles of the user's own: where it is named, what stands before what, who extends whom."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import resources
from generator.cli import main
from generator.model.finding import Refused
from generator.settings import use_styles
from generator.styles import load_layouts, load_wording, reference_of, styles

from .conftest import ROOT

RECORD = ROOT / "data" / "example" / "2024.yaml"


def write(folder: Path, name: str, head: str, phrases: str = "", **templates: str) -> Path:
    """A style of the user's own; `head` goes behind its name and title."""
    own = folder / name
    own.mkdir(parents=True, exist_ok=True)
    (own / "style.yaml").write_text(f"name: {name}\ntitle: 试\n{head}\n", "utf-8")
    if phrases:
        (own / "phrases.yaml").write_text(phrases, "utf-8")
    for template, text in templates.items():
        (own / f"{template}.j2").write_text(text, "utf-8")
    return own


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["draft", str(RECORD), *arguments, "-o", "-"]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 2
    return capsys.readouterr().err


def test_a_style_that_only_extends_drafts_what_its_parent_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "county", "extends: sichuan")
    own = printed(capsys, "--style", "county", "--styles", str(tmp_path))
    assert load_layouts("county") == load_layouts("sichuan")
    assert own == printed(capsys, "--style", "sichuan")


def test_what_is_written_stands_and_what_is_left_out_is_taken_over(tmp_path: Path) -> None:
    write(tmp_path, "county", "extends: jiangxi\nforms: {money: {digits: 1}}\nreasons: {wages: {prior: optional}}")
    resources.use(tmp_path)
    own, parent = load_wording("county").style, load_wording("jiangxi").style
    assert (own.forms["money"].digits, own.forms["money"].zeros) == (1, "keep")
    assert own.forms["percent"] == parent.forms["percent"]
    assert (own.reasons["wages"]["prior"], own.reasons["abroad"]) == ("optional", parent.reasons["abroad"])  # type: ignore[index]
    assert (own.sections, own.document, own.numbering) == (parent.sections, parent.document, parent.numbering)


def test_a_chain_of_styles_is_gone_through_to_its_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "city", "extends: jiangxi", "we: 我市\ntitle: {expenditure: 支出}\n")
    write(tmp_path, "county", "extends: city", "we: 我县\n")
    out = printed(capsys, "--style", "county", "--styles", str(tmp_path))
    assert "二、支出\n" in out
    resources.use(tmp_path)
    assert [folder.name for folder in load_wording("county").templates.folders] == ["county", "city", "jiangxi", "base"]
    assert reference_of("county") == ROOT / "templates" / "base" / "reference.docx"


def test_a_style_may_take_the_name_of_the_one_that_it_extends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "jiangxi", "extends: jiangxi", "title: {expenditure: 支出情况}\n")
    assert "二、支出情况\n" in printed(capsys, "--style", "jiangxi", "--styles", str(tmp_path))
    assert "二、支出决算情况说明\n" in printed(capsys, "--style", "jiangxi")


def test_the_styles_of_the_program_extend_none_of_the_users(tmp_path: Path) -> None:
    write(tmp_path, "base", "extends: jiangxi", "separator: {stop: ！}\n")
    resources.use(tmp_path)
    assert load_wording("jiangxi").phrases["separator.stop"].parts == ("。",)
    assert load_wording("base").phrases["separator.stop"].parts == ("！",)


def test_every_command_that_uses_styles_takes_those_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "mine", "county", "extends: jiangxi")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(RECORD.parent, tmp_path / "unit")
    own = ["--style", "county", "--styles", "mine"]
    for command in (
        ["draft", "unit/2024.yaml", *own, "-o", "a.docx"],
        ["draft", "unit/2024.yaml", *own, "-o", "a.txt"],
        ["new", "--year", "2025", *own, "-o", "new.xlsx"],
        ["convert", "unit/2024.yaml", "2024.xlsx", *own],
        ["check", "unit/2024.yaml", "--styles", "mine"],
        ["audit", "a.txt", *own],
        ["diff", "unit/2024.yaml", "unit/2024.yaml", *own],
        ["refresh", "a.docx", "--record", "unit/2024.yaml", *own, "-o", "b.docx"],
        ["explain", "unit/2024.yaml", "428.26", *own],
        ["styles", "--styles", "mine"],
        ["style", "check", "jiangxi", "--styles", "mine"],
    ):
        assert main(command) in (0, 1), (command, capsys.readouterr().err)
        assert main([part for part in command if part not in ("--styles", "mine")]) == 2 or "county" not in command


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("b", "a")])
def test_a_circle_is_refused_at_its_line(tmp_path: Path, one: str, other: str) -> None:
    write(tmp_path, "a", "extends: b")
    write(tmp_path, "b", "extends: a")
    resources.use(tmp_path)
    with pytest.raises(Refused) as refusal:
        load_wording(one)
    (finding,) = refusal.value.findings
    assert (finding.code, finding.message) == ("S03", f"extends 绕成了一圈：{one} → {other} → {one}")
    assert str(finding.source) == f"{tmp_path / other / 'style.yaml'}:3:10"


def test_tables_are_taken_over_one_by_one_and_listed_in_any_order(tmp_path: Path) -> None:
    own = write(tmp_path, "county", "extends: jiangxi\ntables: ['03', '01', extra]")
    (own / "layouts").mkdir()
    text = (ROOT / "data" / "layouts" / "jiangxi" / "01.yaml").read_text("utf-8")
    (own / "layouts" / "01.yaml").write_text(text.replace("title: ", "title: 县", 1), "utf-8")
    (own / "layouts" / "extra.yaml").write_text(text, "utf-8")
    resources.use(tmp_path)
    theirs = load_layouts("jiangxi")
    assert [layout.title for layout in load_layouts("county")] == [
        theirs[2].title,
        "县" + theirs[0].title,
        theirs[0].title,
    ]
    write(tmp_path, "county", "extends: jiangxi\ntables: ['03', '99']")
    with pytest.raises(Refused, match="没有版式文件"):
        load_layouts("county")


def test_what_is_kept_of_one_folder_is_not_taken_for_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "one", "county", "extends: jiangxi", "we: 甲\ntitle: {expenditure: 甲}\n")
    write(tmp_path / "two", "county", "extends: jiangxi", "we: 乙\ntitle: {expenditure: 乙}\n")
    shutil.copystat(tmp_path / "one" / "county" / "phrases.yaml", tmp_path / "two" / "county" / "phrases.yaml")
    assert "二、甲\n" in printed(capsys, "--style", "county", "--styles", str(tmp_path / "one"))
    assert "二、乙\n" in printed(capsys, "--style", "county", "--styles", str(tmp_path / "two"))
    (tmp_path / "two" / "county" / "phrases.yaml").write_text("title: {expenditure: 丙丁}\n", "utf-8")
    assert "二、丙丁\n" in printed(capsys, "--style", "county", "--styles", str(tmp_path / "two"))


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    own = write(tmp_path, "county", "extends: jiangxi")
    (tmp_path / "secret").write_text("we: 秘密\n", "utf-8")
    (own / "phrases.yaml").symlink_to(tmp_path / "secret")
    resources.use(tmp_path)
    with pytest.raises(Refused, match="之外的链接"):
        load_wording("county")


# Where the folder is named


def test_the_file_of_settings_names_the_folder_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "mine", "county", "extends: jiangxi")
    (tmp_path / "juesuan.toml").write_text('styles = "mine"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["styles"]) == 0
    assert "county  试" in capsys.readouterr().out
    monkeypatch.chdir(ROOT)
    assert main(["styles"]) == 0
    assert "county" not in capsys.readouterr().out


def test_the_users_own_settings_are_read_where_the_working_directory_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "mine", "county", "extends: jiangxi")
    (tmp_path / "juesuan.toml").write_text('styles = "mine"\n', "utf-8")
    monkeypatch.setattr(resources, "configuration", lambda: tmp_path / "juesuan.toml")
    use_styles(None)
    assert "county" in dict(styles())


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('styles = "mine"\nstlyes = "x"\n', 2, "不认识的设置“stlyes”"),
        ("[styles]\na = 1\n", 1, "应当是一个文件夹"),
        ("# x\nstyles = 3\n", 2, "应当是一个文件夹"),
        ('\nstyles = "away"\n', 2, "没有样式文件夹"),
        ("\n\nstyles = mine\n", 3, "看不懂"),
        ('styles = "mine\n', 1, "看不懂"),
        ('styles = "mine"\nstyles = "mine"\n', 2, "看不懂"),
        ('styles = "."\n', 1, "里没有样式"),
        ('styles = "mine/county"\n', 1, "不是放样式的文件夹"),
    ],
)
def test_a_faulty_file_of_settings_is_told_at_its_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    line: int,
    message: str,
) -> None:
    write(tmp_path / "mine", "county", "extends: jiangxi")
    (tmp_path / "juesuan.toml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    err = told(capsys, "styles")
    assert message in err
    assert f"juesuan.toml:{line}:" in err


@pytest.mark.parametrize("folder", ["away", "county", "empty"])
def test_an_option_that_names_no_folder_with_styles_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    write(tmp_path, "county", "extends: jiangxi")
    (tmp_path / "empty").mkdir()
    assert "C01" in told(capsys, "draft", str(RECORD), "--styles", str(tmp_path / folder))


# What a style.yaml says wrong


@pytest.mark.parametrize(
    ("head", "line", "message"),
    [
        ("extends: jiangxi\nsectoins: [income]", 4, "不认识的项目“sectoins”"),
        ("extends: jiangxi\nforms:\n  money: {digits: 2, zeroes: strip}", 5, "不认识的项目“forms.money.zeroes”"),
        ("extends: jiangxi\nforms:\n  money: {digits: two}", 5, "一个整数，写的却是“two”"),
        ("extends: jiangxi\nforms:\n  money: {digits: 1000000000}", 5, "0 到 6"),
        ("extends: jiangxi\nforms:\n  money: {zeros: no}", 5, "以下之一：keep、strip"),
        ("extends: jiangxi\nunit: 亿元", 4, "以下之一：元、万元"),
        ("extends: jiangxi\nreasons: {wages: {prior: never}}", 4, "always、changed、optional"),
        ("extends: jiangxi\nreasons: {wages: {before: always}}", 4, "prior、budget、content"),
        ("extends: jiangxi\nreasons: {wages: always}", 4, "写在 { } 里"),
        ('extends: jiangxi\nnumbering: ["{chinese.__class__}", "", "", ""]', 4, "标题编号"),
        ('extends: jiangxi\nnumbering: ["{arabic:>1000000000}", "", "", ""]', 4, "标题编号"),
        ('extends: jiangxi\nnumbering: ["{0}", "", "", ""]', 4, "标题编号"),
        ('extends: jiangxi\nnumbering: ["{", "", "", ""]', 4, "标题编号"),
        ('extends: jiangxi\nnumbering: [""]', 4, "四项"),
        ("extends: jiangxi\nsections: [income, income]", 4, "写了两次"),
        ("extends: jiangxi\nsections: [../income]", 4, "小写英文字母"),
        ("extends: jiangxi\nsections: income", 4, "写在 [ ] 里"),
        ("extends: jiangxi\nsections: []", 4, "一项也没有写"),
        ("extends: jiangxi\ndocument: [{title: x, holds: all}]", 4, "sections、tables、explanation"),
        ("extends: jiangxi\ndocument: [{titel: x}]", 4, "不认识的项目“document.1.titel”"),
        ("extends: nowhere", 3, "没有 extends 写的样式"),
        ("extends: base", 1, "缺少“unit”"),
        ("extends: jiangxi\nname: other", 4, "写了两次"),
        ("extends: jiangxi\nforms: *x", 4, "不能用 & 和 *"),
    ],
)
def test_a_faulty_head_is_told_in_chinese_at_its_line(tmp_path: Path, head: str, line: int, message: str) -> None:
    write(tmp_path, "county", head)
    resources.use(tmp_path)
    with pytest.raises(Refused) as refusal:
        load_wording("county")
    found = [(f.source.line if f.source else 0, f.message) for f in refusal.value.findings]
    assert any(at == line and message in text for at, text in found), found
    assert all(f.hint for f in refusal.value.findings)


def test_a_folder_called_otherwise_than_its_style_is_refused(tmp_path: Path) -> None:
    own = write(tmp_path, "county", "extends: jiangxi")
    own.rename(tmp_path / "town")
    resources.use(tmp_path)
    with pytest.raises(Refused, match="文件夹叫“town”"):
        load_wording("town")


def test_a_batch_drafts_in_a_style_of_the_users_own_and_sees_when_it_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = write(tmp_path / "mine", "county", "extends: jiangxi", "title: {expenditure: 支出}\n")
    shutil.copytree(ROOT / "data" / "example", tmp_path / "records")
    batch = ["batch", str(tmp_path / "records"), "-o", str(tmp_path / "out"), "--style", "county", "--jobs", "1"]
    batch += ["--styles", str(tmp_path / "mine")]
    assert main(batch) == 0, capsys.readouterr()
    (written,) = (tmp_path / "out").glob("*.docx")
    first = written.read_bytes()
    assert main(batch) == 0
    assert written.read_bytes() == first
    (own / "phrases.yaml").write_text("title: {expenditure: 支出情况}\n", "utf-8")
    assert main(batch) == 0, capsys.readouterr()
    assert written.read_bytes() != first
