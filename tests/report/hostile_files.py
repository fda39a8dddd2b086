"""Damaged and hostile tables, and a run over 2,000: `python -m tests.report.hostile_files`."""

from __future__ import annotations

import io
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from simulator.datafile import load_text
from simulator.doctrine import load_doctrine
from simulator.machine import PhaseMachine
from simulator.report.msel.preview import preview
from simulator.report.msel.sheets import SheetError
from simulator.report.msel.writing import csv_of, xlsx_of
from simulator.scenario import scenario_files


@cache
def good() -> tuple[bytes, bytes]:
    """An XLSX and a CSV of a shipped scenario; made once, for making them takes longer than reading."""
    path = scenario_files()[0]
    plain = load_text(path.read_text("utf-8"), str(path)).data
    return xlsx_of(plain), csv_of(plain)


def mutated(seed: int) -> tuple[str, bytes]:
    """A file with bytes changed, cut out, doubled, or exchanged within a part of the package."""
    chance = random.Random(seed)
    xlsx, csv = good()
    if seed % 8 == 0:
        return "csv", _damaged(csv, chance)
    if seed % 8 == 4:
        return "csv", _mistyped(csv.decode("utf-8-sig"), chance).encode()
    if seed % 4 == 1:
        return "xlsx", _damaged(xlsx, chance)
    return "xlsx", _part_damaged(xlsx, chance)


def _damaged(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randint(1, 200)]
            case 2:
                data[at:at] = data[at : at + chance.randint(1, 200)]
            case _:
                data[at:at] = chance.randbytes(chance.randint(1, 20))
        if len(data) < 2:
            break
    return bytes(data)


def _mistyped(text: str, chance: random.Random) -> str:
    """The text with characters cut out, doubled or exchanged: still text, so it is read to its end."""
    for _ in range(chance.randint(1, 20)):
        at, length = chance.randrange(len(text)), chance.randint(1, 40)
        replacement = chance.choice(
            (text[at : at + length] * 2, "", chance.choice(',"\n\t=@\x0b\u202e9：「'))
        )
        text = text[:at] + replacement + text[at + length :]
    return text


def _part_damaged(raw: bytes, chance: random.Random) -> bytes:
    """A sound package with one damaged part."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        names = old.namelist()
        broken = chance.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, _damaged(content, chance) if name == broken and content else content)
    return out.getvalue()


def packed(**parts: str) -> bytes:
    """A workbook of one sheet whose parts are given: `sheet`, and `shared` for shared strings."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Default Extension="xml" ContentType="{kinds}.sheet.main+xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        '<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": parts.get("shared", f'<sst xmlns="{main}"/>'),
        "xl/worksheets/sheet1.xml": parts["sheet"].replace("MAIN", main),
    }
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name, text in files.items():
            new.writestr(name, text)
    return out.getvalue()


def _sheet(*cells: str) -> str:
    rows = "".join(cells)
    return f'<worksheet xmlns="MAIN"><sheetData>{rows}</sheetData></worksheet>'


def _cell(place: str, text: str) -> str:
    row = "".join(char for char in place if char.isdigit())
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def crafted() -> dict[str, bytes]:
    """Files made to hurt, by the name of what they do."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughing = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{_sheet(_cell("A1", "&l9;"))}'
    outside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{_sheet(_cell("A1", "&e;"))}'
    dimension = '<dimension ref="A1:XFD1048576"/><sheetData>'
    huge = _sheet(_cell("A1", "x")).replace("<sheetData>", dimension)
    bomb = packed(sheet=_sheet(_cell("A1", "0" * (70 << 20))))
    return {
        "far cell": packed(sheet=_sheet(_cell("A1", "時刻"), _cell("XFD1048576", "内容"))),
        "billion laughs": packed(sheet=laughing),
        "entity from outside": packed(sheet=outside),
        "zip bomb": bomb,
        "deep": packed(sheet=_sheet(f'<row r="1">{"<c>" * 50_000}{"</c>" * 50_000}</row>')),
        "many rows": packed(sheet=_sheet(*(_cell(f"A{n}", "x") for n in range(1, 6_000)))),
        "says it is huge": packed(sheet=huge),
        "csv of commas": b"," * 10_000_000,
        "csv of quotes": b'"' * 1_000_001,
        "csv of nul": b"\x00" * 1000,
        "empty": b"",
        "old excel": b"\xd0\xcf\x11\xe0" + b"\x00" * 1000,
    }  # fmt: skip


def read(raw: bytes, form: str, folder: Path, machine: PhaseMachine) -> str:
    """What becomes of a file: `refused`, `read`. Whatever else it raises is a fault of ours."""
    path = folder / f"x.{form}"
    path.write_bytes(raw)
    return fate(path, machine)


def fate(path: Path, machine: PhaseMachine) -> str:
    """What becomes of a file on disk: `refused` or `read`."""
    try:
        preview(path, None, machine)
    except SheetError:
        return "refused"
    return "read"


def runs(count: int, folder: Path, machine: PhaseMachine) -> Iterator[tuple[str, str, float]]:
    """What became of each damaged file, and the CPU seconds it took."""
    for seed in range(count):
        form, raw = mutated(seed)
        began = time.process_time()
        yield f"mutated {form}", read(raw, form, folder, machine), time.process_time() - began


def made_to_hurt(folder: Path, machine: PhaseMachine) -> Iterator[tuple[str, str, float]]:
    """The same of the crafted ones. Another process writes them: that takes more memory than reading."""
    subprocess.run([sys.executable, "-m", __spec__.name, "--craft", str(folder)], check=True)
    for path in sorted(folder.glob("*.crafted")):
        began = time.process_time()
        yield f"crafted: {path.stem}", fate(path, machine), time.process_time() - began


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(count: int = 2_000) -> None:
    """Print the figures: what became of the files, how long the slowest took, and which took the memory."""
    machine = PhaseMachine(load_doctrine())
    fates: Counter[str] = Counter()
    slowest, of_peak = 0.0, ""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        read(good()[0], "xlsx", folder, machine)
        before = peak = _peak()
        began = time.process_time()
        for name, became, seconds in chain(runs(count, folder, machine), made_to_hurt(folder, machine)):
            fates[f"{name}: {became}"] += 1
            slowest = max(slowest, seconds)
            if _peak() > peak:
                peak, of_peak = _peak(), name
    for line, number in sorted(fates.items()):
        print(f"{number:6}  {line}")
    print(f"{time.process_time() - began:.0f} s CPU in all, the slowest file {slowest:.2f} s")
    print(f"peak memory {peak / before:.2f} times that of a good file ({of_peak})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--craft"]:
        for name, raw in crafted().items():
            (Path(sys.argv[2]) / f"{name}.crafted").write_bytes(raw)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
