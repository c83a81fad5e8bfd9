"""The package of a release: the same bytes each time, and any changed byte is found."""

import io
import json
import random
import subprocess
import sys
import zipfile

import pytest

from claims.digest import canonical, sha256
from claims.errors import InputError
from claims.export import (
    FORMATS,
    WrongError,
    check_package,
    label_of,
    pack,
    read_package,
    to_claimreview,
    verify,
)
from claims.export.zips import ZipFile
from claims.vocab import ExportFormat
from tests.exporting import LINES, STEM, about, manifest, packed, written


@pytest.fixture(scope="module")
def package():
    return packed()


def check(data, sha=""):
    return check_package(io.BytesIO(data), sha)


def wrong(data, sha=""):
    with pytest.raises(WrongError) as found:
        check(data, sha)
    return str(found.value)


def rebuilt(package, changes, without=()):
    """The package anew in its own layout with other members, its list as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, ZipFile(out) as new:
        for name in old.namelist()[:-1]:
            if name not in without:
                listing = new.add(name, [changes.get(name, old.read(name))])
        digest = verify.digest_text(listing.sha256, new.sha256, new.size)
        new.add(verify.DIGEST, [digest.encode()], deflate=False)
        new.close()
    return out.getvalue()


def relisted(package, changes):
    """The same with the list brought up to date: what somebody does who wants to hide a change."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        listed = json.loads(old.read(verify.PACKAGE))
    for one in listed["resources"]:
        if one["path"] in changes:
            data = changes[one["path"]]
            one |= {"bytes": len(data), "hash": f"sha256:{sha256(data)}"}
    return rebuilt(package, changes | {verify.PACKAGE: as_list(listed)})


def as_list(listed):
    """A list as a package has it: a line for each file."""
    rows = ",\n".join(map(canonical, listed["resources"]))
    head = canonical({name: said for name, said in listed.items() if name != "resources"})
    return f'{head[:-1]},"resources":[\n{rows}\n]}}\n'.encode()


def test_a_package_is_right_and_says_what_it_holds(package):
    told = check(package)
    assert (told.title, told.version, told.claims) == ("The pier", "1.0.0", 3)
    assert told.manifest_sha256 == sha256(manifest().encode())
    check(package, told.manifest_sha256)


def test_the_same_release_gives_the_same_package(package):
    assert packed() == package


def test_a_package_that_cannot_be_sought_in_is_the_same(package):
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.parts = []

        def writable(self):
            return True

        def write(self, data):
            self.parts.append(bytes(data))
            return len(data)

    pipe = Pipe()
    pack(pipe, iter(LINES), manifest(), STEM)
    assert b"".join(pipe.parts) == package


def test_any_zip_reader_reads_it_and_finds_every_format_with_its_losses(package):
    with zipfile.ZipFile(io.BytesIO(package)) as read:
        assert read.testzip() is None
        names = set(read.namelist())
        for kind, made in FORMATS.items():
            assert read.read(f"data/{STEM}.{made.ending}") == written(kind, told=json.loads(manifest()))
            assert json.loads(read.read(f"losses/{kind.value}.json"))["format"] == made.label
        assert {"site/index.html", "site/feed.xml", "verify.py", "manifest.json", "README.txt"} <= names


def test_the_list_is_a_frictionless_data_package(package):
    with zipfile.ZipFile(io.BytesIO(package)) as read:
        listed = json.loads(read.read("datapackage.json"))
        digest = json.loads(read.read("datapackage-digest.json"))
        assert listed["profile"] == "data-package"
        assert set("abcdefghijklmnopqrstuvwxyz0123456789-._") >= set(listed["name"])
        assert [one["path"] for one in listed["resources"]] == read.namelist()[:-2]
        names = [one["name"] for one in listed["resources"]]
        assert len(set(names)) == len(names)
        assert all(name == name.lower() for name in names)
        for one in listed["resources"]:
            data = read.read(one["path"])
            assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{sha256(data)}")
        assert (digest["path"], digest["hash"]) == (
            "datapackage.json",
            f"sha256:{sha256(read.read('datapackage.json'))}",
        )


def test_the_script_inside_runs_alone_and_says_the_same(package, tmp_path):
    (tmp_path / "set.zip").write_bytes(package)
    with zipfile.ZipFile(io.BytesIO(package)) as read:
        (tmp_path / "verify.py").write_bytes(read.read("verify.py"))

    def run(*arguments):
        # -I and an empty folder: nothing of this project can be imported.
        line = [sys.executable, "-I", "-S", "verify.py", *arguments]
        return subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)

    right = run("set.zip")
    assert (right.returncode, right.stderr) == (0, "")
    assert "“The pier” 1.0.0, 3 claims" in right.stdout
    broken = bytearray(package)
    broken[len(broken) // 2] ^= 1
    (tmp_path / "set.zip").write_bytes(broken)
    found = run("set.zip")
    assert found.returncode == 1
    assert found.stderr.startswith("WRONG: ")
    assert run().returncode == 2
    assert run("nothing.zip").returncode == 1


def test_each_of_200_single_changed_bytes_is_found(package):
    chance = random.Random(7)
    for _ in range(200):
        place, by = chance.randrange(len(package)), chance.randrange(1, 256)
        broken = bytearray(package)
        broken[place] ^= by
        assert wrong(bytes(broken)), place


def test_every_bit_of_the_zips_own_structure_counts(package):
    """All of the end, where a zip has places that no reader looks at, and the headers of members."""
    with zipfile.ZipFile(io.BytesIO(package)) as read:
        places = [one.header_offset + at for one in read.infolist()[:2] for at in range(60)]
        start = read.start_dir
    tail = list(range(start, len(package)))
    chance = random.Random(1)
    for place in [*places, *chance.sample(tail, 80), *tail[-40:]]:
        broken = bytearray(package)
        broken[place] ^= 1 << chance.randrange(8)
        assert wrong(bytes(broken)), place


@pytest.mark.parametrize("more", [b"\0", b"PK", b"a comment"])
def test_what_comes_after_the_end_or_before_the_beginning_is_found(package, more):
    assert "directory at the end" in wrong(package + more)
    assert "does not begin as one does" in wrong(more + package)


@pytest.mark.parametrize("left", [0, 1, 29, 1_000, -1, -22, -200])
def test_a_package_that_was_cut_short_is_found(package, left):
    assert wrong(package[:left])


def test_a_zip_comment_is_found(package):
    commented = package[:-2] + b"\x05\x00" + b"hello"
    assert "directory at the end" in wrong(commented)


def test_a_changed_file_is_named():
    package = packed()
    with zipfile.ZipFile(io.BytesIO(package)) as read:
        info = read.getinfo(f"data/{STEM}.csv")
    broken = bytearray(package)
    broken[info.header_offset + 30 + len(info.filename) + 20] ^= 0x10
    assert f"data/{STEM}.csv" in wrong(bytes(broken))


def test_a_member_that_is_not_listed_or_missing_is_named(package):
    assert "README.txt is not the file" in wrong(rebuilt(package, {"README.txt": b"other"}))
    assert "README.txt is listed" in wrong(rebuilt(package, {}, without={"README.txt"}))


def test_who_brings_the_list_up_to_date_is_caught_by_the_manifest(package):
    other = relisted(package, {f"data/{STEM}.csv": b"id\r\n"})
    assert f"data/{STEM}.csv is not the file that manifest.json vouches for" in wrong(other)


def test_a_record_that_the_manifest_does_not_vouch_for_is_named_by_its_line(package):
    lines = [LINES[0], LINES[1].replace("gulls", "gull"), LINES[2]]
    data = "".join(f"{line}\n" for line in lines).encode()
    told = json.loads(manifest())
    told["files"][f"{STEM}.jsonl"] = sha256(data)
    changed = {f"data/{STEM}.jsonl": data, "manifest.json": canonical(told).encode()}
    assert "line 2 of" in wrong(relisted(package, changed))


def test_who_changes_the_manifest_too_is_caught_by_its_published_hash(package):
    told = json.loads(manifest()) | {"created_by": "Somebody"}
    other = relisted(package, {"manifest.json": canonical(told).encode()})
    check(other)
    assert "not the published one" in wrong(other, sha256(manifest().encode()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": "claimdesk.release/2"}, "'claimdesk.release/2', not claimdesk.release/1"),
        ({"audit_head": "short"}, "audit head"),
        ({"claims": 4}, "has 3 claims, manifest.json says 4"),
        ({"records": []}, "line 1 of"),
    ],
)
def test_a_manifest_that_does_not_fit_is_named(package, change, said):
    told = json.loads(manifest()) | change
    assert said in wrong(relisted(package, {"manifest.json": canonical(told).encode()}))


@pytest.mark.parametrize(
    "change",
    [
        {"manifest.json": b"[]"},
        {"manifest.json": b"{}"},
        {"manifest.json": canonical(json.loads(manifest()) | {"files": []}).encode()},
        {"manifest.json": canonical(json.loads(manifest()) | {"files": {"x": 1}}).encode()},
        {"manifest.json": b"[" * 100_000},
        {"schema/claim.schema.json": b"[]"},
        {"schema/claim.schema.json": b'{"properties":{"id":{"pattern":"("}}}'},
        {"schema/claim.schema.json": b'{"$ref":"#/$defs/none"}'},
    ],
)
def test_lists_that_are_not_of_their_form_are_told_like_all_else(package, change):
    assert wrong(relisted(package, change))
    assert wrong(rebuilt(package, {verify.PACKAGE: b"[]"}))


def test_a_package_is_not_taken_in_by_a_schema_of_its_own(package):
    line = LINES[0].replace('"hedge":"reported"', '"hedge":"perhaps"')
    lax = relisted(with_lines(line), {"schema/claim.schema.json": b"{}"})
    assert check(lax).claims == 1
    with pytest.raises(InputError, match="line 1: hedge is 'perhaps'"):
        list(read_package(io.BytesIO(lax)))


def test_a_record_that_breaks_the_schema_is_named(package):
    bad = LINES[0].replace('"hedge":"reported"', '"hedge":"perhaps"')
    assert "hedge is 'perhaps'" in wrong(with_lines(bad))


def with_lines(*lines):
    data = "".join(f"{line}\n" for line in lines).encode()
    told = about(lines)
    told["files"] = {f"{STEM}.jsonl": sha256(data)}
    package = packed(LINES[:1])
    return relisted(package, {f"data/{STEM}.jsonl": data, "manifest.json": canonical(told).encode()})


@pytest.mark.parametrize("name", ["../up.txt", "/root.txt", "a//b", "a/./b", "C:\\x", "nul\0", "ünder"])
def test_a_name_that_leads_elsewhere_is_refused(package, name):
    out = io.BytesIO()
    with ZipFile(out) as made:
        made.add(name, [b"x"])
        made.close()
    assert "leads elsewhere" in wrong(out.getvalue())


def test_a_member_that_would_unpack_without_end_is_not_unpacked():
    out = io.BytesIO()
    with ZipFile(out) as made:
        made.add("bomb", (bytes(1 << 20) for _ in range(64)))
        made.close()
    data = out.getvalue()
    # What its header says is changed to little: then no more than that is unpacked.
    broken = data[:22] + (5).to_bytes(4, "little") + data[26:]
    assert "does not hold the bytes" in wrong_member(broken)
    # A header that promises more than any packing can give is refused unread.
    assert "which it cannot" in wrong(data[:22] + (0xFFFFFFFE).to_bytes(4, "little") + data[26:])


def wrong_member(data):
    file = io.BytesIO(data)
    parts = verify.chunks(file, next(verify.members(file)))
    with pytest.raises(WrongError) as found:
        next(parts)
    return str(found.value)


def test_a_large_package_has_the_headers_of_a_large_zip():
    big = verify.Member("a", 8, 0, 5_000_000_000, 6_000_000_000, 7_000_000_000)
    local, central = verify.local_header(big), verify.central_header(big)
    assert local[4:6] == (45).to_bytes(2, "little")
    assert (5_000_000_000).to_bytes(8, "little") in local
    assert (7_000_000_000).to_bytes(8, "little") in central
    assert verify.end_of_directory(70_000, 10, 20).startswith(b"PK\x06\x06")


def test_a_zip_of_more_members_than_the_short_form_counts_is_read_by_others():
    out = io.BytesIO()
    with ZipFile(out) as made:
        for number in range(66_000):
            made.add(f"f{number}", [b"x"], deflate=False)
        made.close()
    with zipfile.ZipFile(out) as read:
        assert len(read.namelist()) == 66_000
        assert read.read("f65999") == b"x"


def test_a_release_of_before_there_were_other_formats_is_packed_and_checked():
    told = about()
    del told["formats"]
    told["files"] = {
        f"{STEM}.{FORMATS[kind].ending}": sha256(written(kind, told=told))
        for kind in (ExportFormat.JSONL, ExportFormat.CSV, ExportFormat.CLAIMREVIEW)
    }
    out = io.BytesIO()
    pack(out, LINES, canonical(told), STEM)
    assert check(out.getvalue()).claims == 3
    assert label_of(ExportFormat.CLAIMREVIEW, told) == "claimreview.v1"
    with zipfile.ZipFile(out) as read:
        graph = read.read(f"data/{STEM}.claimreview.jsonld").decode()
    assert graph == "".join(to_claimreview(LINES, told))


def test_who_packs_a_file_otherwise_with_the_same_words_in_it_is_caught(package):
    """Nothing of what any file says is changed: only the hash over all bytes can tell."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, ZipFile(out) as new:
        for name in old.namelist():
            new.add(name, [old.read(name)], deflate=name not in ("README.txt", verify.DIGEST))
        new.close()
    assert "does not fit the bytes" in wrong(out.getvalue())


def test_a_claim_that_stands_twice_is_named():
    assert "the claim c1 stands there twice" in wrong(with_lines(LINES[0], LINES[0]))


def test_a_file_that_is_listed_after_the_last_and_not_there_is_named(package):
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        listed = json.loads(old.read(verify.PACKAGE))
    listed["resources"].append(listed["resources"][0] | {"path": "data/gone.txt"})
    said = wrong(rebuilt(package, {verify.PACKAGE: as_list(listed)}))
    assert said == "data/gone.txt is listed in datapackage.json and is not there"
