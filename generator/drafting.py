"""One unit of a batch, from its record to its document and its state. This is what the workers do."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from . import pipeline, resources
from .batch import Answer, Job, State, digest, document_path, dumped, loaded, state_path
from .cycles import look_rarely
from .model.entry import Entry, Standing, told
from .model.finding import Finding, Refused, Severity
from .model.source import Source
from .read import TEXTS, prior_beside
from .write import put, write_files

EDITED, STALE = "I05", "W15"


def warm(styles: str = "") -> None:
    """Loads what every unit needs. What is wrong with it is told with the units."""
    resources.use(Path(styles) if styles else None)
    try:
        pipeline.load_classification()
        for name in resources.styles():
            pipeline.load_wording(name)
    except Refused:
        return
    finally:
        look_rarely()


def draft_unit(job: Job) -> Answer:
    """Drafts a unit, unless its document is there and everything that it was made from is as it was then. A document
    that a person may have edited is not touched, and what cannot be drafted leaves no document."""
    if resources.fingerprint_with(job.styles) != job.making.fingerprint:
        return Answer(Standing.FAILED, strange=platform.node())
    state, path = _state(job), document_path(Path(job.folder), job.place)
    try:
        there = digest(path)
    except OSError as fault:
        hint = "检查权限；是文件夹的，移走或改名"
        return failed(job, _refusal("F01", path, f"原有的文稿读不了：{fault.strerror or '磁盘错误'}", hint))
    try:
        return _done(job, state, path, there)
    except Refused as refused:
        return failed(job, *refused.findings, unit=_unit(job))


def _done(job: Job, state: State | None, path: Path, there: str | None) -> Answer:
    edited = there is not None and not (state and state.wrote(there))
    if state and state.making == job.making and _holds(state, Path(job.record)):
        if there is not None and there == state.output:
            return _kept(job, state)
        if edited and not job.force:
            message = "文稿写出以后有人改过；数据没有变，没有动它"
            noticed = Finding(EDITED, Severity.INFO, message, Source(str(path)), "要照数据重写的，加 --force")
            return _kept(job, state, noticed)
    return _drafted(job, state, path, there, edited)


def failed(job: Job, *findings: Finding, unit: str = "") -> Answer:
    """Writes down why there is no new document. The old one, where it is ours, stays ours; it is told that it does not
    say what the record says."""
    state, path = _state(job), document_path(Path(job.folder), job.place)
    if state and _of_another(state, Path(job.record), unit):
        entry = Entry(job.record, unit, Standing.FAILED, "", findings)
        return Answer(entry.standing, True, told(entry), entry)  # the state stays the other's
    try:
        there = digest(path)
    except OSError:
        there = None
    ours = there if state and state.wrote(there) else state.output if state else None
    if there is not None and there == ours:
        hint = "改好以后再运行一次，就会换成新的"
        message = "文件夹里的文稿是上一次写的，不是照现在的数据写的"
        findings = (*findings, Finding(STALE, Severity.WARNING, message, Source(str(path)), hint))
    entry = Entry(job.record, unit or (state.entry.unit if state else ""), Standing.FAILED, "", findings)
    try:
        _save(job, State(entry, job.run, job.making, {}, (), ours))
    except Refused as refused:
        unsaved = replace(entry, findings=(*findings, *refused.findings))
        return Answer(entry.standing, True, told(entry), unsaved)
    return Answer(entry.standing, True, told(entry))


def _drafted(job: Job, state: State | None, path: Path, there: str | None, edited: bool) -> Answer:
    record, making = Path(job.record), job.making
    # Hashed before they are read: what changes meanwhile is drafted again next time.
    hashes = {own.name: _hash(own) for own in _beside(record)}
    drafted = pipeline.draft(record, None, making.style, making.full, making.allow_errors)
    if there is not None and state and _of_another(state, record, drafted.narrative.unit) and not job.force:
        message = f"这份文稿是另一个记录的（{state.entry.unit}，{state.entry.record}），没有覆盖"
        finding = _refusal("F01", path, message, "两批单位分开写，换一个输出文件夹（-o）")
        entry = Entry(job.record, drafted.narrative.unit, Standing.FAILED, "", (finding,))
        return Answer(entry.standing, True, told(entry), entry)  # the state stays the other's
    data = pipeline.render(drafted, path.suffix, plain=making.plain)
    made = sha256(data).hexdigest()
    if edited and there != made and not job.force:  # where it is the same, only its state was lost
        hint = "改过的用 juesuan refresh 文稿.docx --record 记录 -o 新文稿.docx 更新；不要了的，移走它或加 --force"
        message = "文稿已经存在，不是本程序写的或写出以后有人改过，没有覆盖"
        raise Refused(_refusal("F01", path, message, hint))
    sources = {own.name: hashes.get(own.name) or _hash(own) for own in drafted.sources}
    left = any(finding.severity is not Severity.INFO for finding in drafted.findings)
    standing = Standing.LACKING if left else Standing.DRAFTED
    entry = Entry(job.record, drafted.narrative.unit, standing, f"{job.place}{path.suffix}", drafted.findings)
    _folder(path)
    # What a person edited is replaced only when that was asked for, and is theirs again if it comes back.
    _save(job, State(entry, job.run, making, sources, tuple(hashes), made, None if edited else there))
    write_files([(path, data)], drafted.sources, force=True)
    return Answer(standing, left)


def _kept(job: Job, state: State, *noticed: Finding) -> Answer:
    """A document that is left as it is, with what is to be said of it this time. Where this very run wrote it (its
    worker was lost before it could say so), it is drafted and not kept."""
    findings = (*(finding for finding in state.entry.findings if finding.code != EDITED), *noticed)
    if findings != state.entry.findings:
        state = replace(state, entry=replace(state.entry, findings=findings))
        _save(job, state)
    left = any(finding.severity is not Severity.INFO for finding in findings)
    return Answer(state.entry.standing if state.run == job.run else Standing.KEPT, left)


def _of_another(state: State, record: Path, unit: str) -> bool:
    """Whether what lies there came from another record, of a unit with another name."""
    return state.entry.unit not in ("", unit) and Path(state.entry.record).resolve() != record.resolve()


def _holds(state: State, record: Path) -> bool:
    """Whether a document came of it, and all that it was made from is as it was, with nothing new beside."""
    if state.entry.standing is Standing.FAILED or tuple(own.name for own in _beside(record)) != state.beside:
        return False
    return all(_hash(record.with_name(name)) == known for name, known in state.sources.items())


def _beside(record: Path) -> Iterator[Path]:
    """The files that are read by their names: the record, the prior year's, and the text beside each."""
    for own in (record, prior_beside(record)):
        if own is not None:
            yield own
            yield from (text for suffix in TEXTS if (text := own.with_suffix(suffix)) != own and text.is_file())


def _hash(path: Path) -> str:
    """The hash of a source; empty where it cannot be read, which the readers tell."""
    try:
        return digest(path) or ""
    except OSError:
        return ""


def _unit(job: Job) -> str:
    """The name of a unit that was not drafted; empty where its record cannot be read."""
    try:
        return pipeline.examine(Path(job.record)).years.record.unit_name.value
    except Refused:
        return ""


def _state(job: Job) -> State | None:
    return loaded(state_path(Path(job.folder), job.place))


def _save(job: Job, state: State) -> None:
    path = state_path(Path(job.folder), job.place)
    _folder(path)
    # Where it is lost, the document still says whose it is: the same record gives the same bytes.
    put(path, dumped(state), durable=False)


def _folder(path: Path) -> None:
    """Makes the folder of `path`. Raises `Refused` where it cannot be made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        message = f"建不了文件夹：{fault.strerror or '磁盘错误'}"
        raise Refused(_refusal("F02", path.parent, message, "检查权限和磁盘空间")) from None


def _refusal(code: str, path: Path, message: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, message, Source(str(path)), hint)
