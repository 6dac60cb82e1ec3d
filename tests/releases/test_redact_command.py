"""The command `redact`, and what may be published after it."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from base64 import b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dossier.cli import main
from dossier.model.addresses import Revision
from dossier.model.subject import SUBJECT
from dossier.model.written_text import digest_of_fields
from dossier.releases.redact import tree
from dossier.releases.redact.folding import skeleton
from dossier.releases.redact.replacing import Texts
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.salt import salt_of, without_salt
from dossier.system.git import Repository
from dossier.system.terminal import shown_path
from tests.shared.releasing import WorkingClone, git, make_working_clone
from tests.shared.verdicts import disagreement

TITLE = 'Qzxa Müller said "the boss" & Söhne <took> Qzxb'
SOURCE, CLAIM, ARTICLE = "SRC-2026-0002", "CLM-2026-0002", "SRC-2026-0001"
DIGEST_OF_COPY = "c003e88ee99ac64a2e4920c4dcd4c307f46d817c1743adc01cca8721c9343c69"
ORDER = ("--authority", "The court of the Vale", "--reason", "An order")


@dataclass
class Redacting:
    """A dossier with two releases. `run` runs a command in this process, and `printed` is what it printed."""

    works: WorkingClone
    folder: Path
    capture: pytest.CaptureFixture[str]
    printed: str = ""

    def run(self, *arguments: str) -> int:
        code = main([*arguments, "--root", str(self.works.root)])
        self.printed = "".join(self.capture.readouterr())
        return code

    def redact(self, *names: str, text: str | tuple[str, ...], leave: tuple[str, ...] = ()) -> int:
        options = []
        for number, each in enumerate((text,) if isinstance(text, str) else text):
            (self.folder / f"text{number}").write_text(each, "utf-8")
            options += ["--text", str(self.folder / f"text{number}")]
        left = [part for name in leave for part in ("--leave", name)]
        return self.run("redact", *names, *options, *left, *ORDER, "--onto", "published")

    def release(self, *arguments: str) -> int:
        self.works.commit()
        return self.run("release", "--onto", "published", *arguments)

    def read(self, path: str) -> str:
        return git(self.works.root, "cat-file", "blob", f"published:{path}")

    def published(self) -> dict[str, bytes]:
        listed = git(self.works.root, "ls-tree", "-r", "--name-only", "published").splitlines()
        return dict(CommitTree(Repository(self.works.root), self.tip).read(listed))

    @property
    def tip(self) -> str:
        return git(self.works.root, "rev-parse", "published")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[WorkingClone, str, str]:
    """A dossier with hostile texts and two releases, the tip of its branch and the commit of its evidence."""
    works = make_working_clone(tmp_path_factory.mktemp("redacting"))
    works.edit(SOURCE, ("title: Penalty notice to Ashby Vale Council", f"title: '{TITLE}'"))
    works.edit(
        CLAIM,
        (
            "topics: [Penalty]",
            "topics: [Penalty]\nnote: So **[Zoe](https://a.example/z) Ambrose** said on 2 September 2024.",
        ),
        ("prints the council's answer", "prints the answer of Zoe Ambrose"),
    )
    works.commit()
    assert works.release("--first", push=False).returncode == 0
    works.day = 1
    correction = (
        "corrections:\n  - date: 2026-11-24\n    was: the answer of Zoe Ambrose\n    reason: It is about Zoe Ambrose.\n"
    )
    works.edit(CLAIM, ("topics: [Penalty]\n", f"topics: [Penalty]\n{correction}"))
    head = works.commit()
    assert works.release(push=False).returncode == 0
    works.day = 2
    return works, git(works.root, "rev-parse", "published"), head


@pytest.fixture
def redacting(
    released: tuple[WorkingClone, str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Redacting:
    works, tip, head = released
    for name, value in works.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", os.environ["PATH"])
    git(works.root, "update-ref", "refs/heads/published", tip)
    git(works.root, "reset", "--quiet", "--hard", head)
    return Redacting(works, tmp_path, capsys)


def test_a_title_is_gone_from_every_page_however_it_is_printed(redacting: Redacting) -> None:
    names = [SOURCE, CLAIM, "PRO-2026-0001", "PRO-2026-0002"]
    copies = [redacting.works.root / name for name in ("build/site/x", "suspended/x")]
    for copy in copies:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(f"{TITLE}\n" * 53, "utf-8")
    assert redacting.redact(*names, text=TITLE) == 0, redacting.printed
    # No folder hides another folder, and the site, which has most places, is last.
    cut = re.findall(r"^  … and (.*) more in `(.*)`$", redacting.printed, re.MULTILINE)
    assert cut == [("3", "suspended"), ("3", "build/site")]
    for copy in copies:
        copy.unlink()
    # Only the evidence has it still.
    assert "other published files" not in redacting.printed
    assert f"evidence/sources/{SOURCE}.yaml: line 4" in redacting.printed
    for path in (path for name in (SOURCE, CLAIM) for path in Revision(name, 1).files):
        text = redacting.read(path)
        assert "Qzx" not in text
        assert "[redacted]" in text


def test_records_that_are_not_named_are_listed_with_their_command(redacting: Redacting) -> None:
    assert redacting.redact(SOURCE, text=TITLE) == 0
    assert f"published: r/{CLAIM}/1/index.html" in redacting.printed
    root = shown_path(redacting.works.root)
    assert f"to redact them as well: dossier redact --root {root} {CLAIM}" in redacting.printed
    assert f"--text {redacting.folder / 'text0'} --authority 'The court of the Vale'" in redacting.printed
    git(redacting.works.root, "rm", "-r", "--quiet", "evidence")
    assert redacting.redact(CLAIM, text=TITLE, leave=("PRO-2026-0001", "PRO-2026-0002")) == 0, redacting.printed
    assert "other published files" not in redacting.printed


def test_emphasis_and_links_in_a_note_hide_nothing(redacting: Redacting) -> None:
    assert redacting.redact(CLAIM, text="Zoe Ambrose") == 0, redacting.printed
    note = json.loads(redacting.read(f"r/{CLAIM}/1/record.json"))["record"]["note"]
    assert note == "So **[[redacted]](https://a.example/z) [redacted]** said on 2 September 2024."
    assert "Ambrose" not in redacting.read(f"r/{CLAIM}/2/index.html")


def test_the_address_of_a_link_in_a_note_is_redacted_as_a_whole(redacting: Redacting) -> None:
    works, links = redacting.works, "[it](https://a.example/Zoe%20Ambrose/q), [more](https://a.example/zoe_ambroses)"
    works.edit(
        CLAIM, ("topics: [Penalty]\n", f"topics: [Penalty]\nnote: See {links} and <https://a.example/Zoe%20Ambrose>.\n")
    )
    works.edit(CLAIM, ("\nnote: So **[Zoe](https://a.example/z) Ambrose** said on 2 September 2024.", ""))
    assert redacting.release() == 0, redacting.printed
    assert redacting.redact(CLAIM, text="Zoe Ambrose") == 2
    assert "letters and digits of the text at `/record/note`" in redacting.printed
    [loose] = [line for line in redacting.printed.splitlines() if line.startswith("to redact the words with these")]
    assert main(shlex.split(loose.partition(": dossier ")[2])) == 0
    note = json.loads(redacting.read(f"r/{CLAIM}/3/record.json"))["record"]["note"]
    assert note == "See [it]([redacted]), [more]([redacted]) and <https://a.example/[redacted]>."
    page = redacting.read(f"r/{CLAIM}/3/index.html")
    assert page.count('<a href="#"') == 3
    assert "mbrose" not in page
    assert redacting.run("verify", "published") == 0
    assert disagreement(redacting.published()) is None
    # The evidence can have the marks as well, and the next revision shows them.
    works.edit(CLAIM, (f"See {links} and <https://a.example/Zoe%20Ambrose>.", note))
    works.edit(CLAIM, ("Zoe Ambrose", "[redacted]"), ("finds it, at length", "finds it"))
    assert redacting.release() == 0, redacting.printed
    assert "[it]([redacted]), [more]([redacted]) and &lt;https://a.example/[redacted]&gt;." in redacting.read(
        f"r/{CLAIM}/4/index.html"
    )


def test_addresses_in_other_codings_are_redacted(redacting: Redacting) -> None:
    works, name = redacting.works, "CLM-2026-0004"
    host = f"xn--{'zoëambrose'.encode('punycode').decode()}"
    addresses = ("https://a.example/Zo%EB%20Ambrose", f"https://{host}.example/a", "https://a.example/?q=Zo%eb+Ambrose")
    note = ", ".join((f"[it]({addresses[2]})", *(f"<{address}>" for address in addresses)))
    works.edit(name, (f"id: {name}\n", f"id: {name}\nnote: Of Zoë Ambrose, {note}.\n"))
    assert redacting.release() == 0, redacting.printed
    assert redacting.redact(name, text="Zoë Ambrose", leave=()) == 2
    [loose] = [line for line in redacting.printed.splitlines() if line.startswith("to redact the words with these")]
    assert main(shlex.split(loose.partition(": dossier ")[2])) == 0
    for file in Revision(name, 2).files:
        text = redacting.read(file)
        assert "mbrose" not in text
        assert "xn--" not in text
        assert "https://[redacted].example/a" in text


@pytest.mark.parametrize("step", ["redact_page", "redact_record"])
@pytest.mark.parametrize(("old", "new"), [(" said on ", " did on "), ("answer of [redacted]", "answer of Zoe Ambrose")])
def test_a_redaction_that_loses_other_words_or_keeps_the_text_is_refused(
    redacting: Redacting, monkeypatch: pytest.MonkeyPatch, step: str, old: str, new: str
) -> None:
    tip, redact, made = redacting.tip, getattr(tree, step), list[Any]()

    def faulty(content: Any, texts: Texts, **options: bool) -> Any:
        redacted = redact(content, texts, **options)
        if content in made:
            return redacted
        if isinstance(redacted, str):
            made.append(redacted.replace(old, new, 1))
            return made[-1]
        made.append(redacted.content.replace(old.encode(), new.encode(), 1))
        return replace(redacted, content=made[-1])

    monkeypatch.setattr(tree, step, faulty)
    assert redacting.redact(CLAIM, text="Zoe Ambrose") == 2
    assert f"`{CLAIM}/1` would keep the text or lose other words" in redacting.printed
    assert redacting.tip == tip


def test_a_branch_that_was_tampered_with_gets_no_release(redacting: Redacting) -> None:
    branch = Branch(Repository(redacting.works.root), "published")
    tampered = branch.commit(redacting.tip, {"r/more.html": b""}, "Tamper\n")
    git(redacting.works.root, "update-ref", "refs/heads/published", tampered)
    assert redacting.redact(CLAIM, text="Zoe Ambrose") == 2
    assert "the branch `published` does not verify: `r/more.html`" in redacting.printed
    kept = ("--keep", str(redacting.folder / "kept"), "--onto", "published")
    assert redacting.run("suspend", f"{CLAIM}/1", "--reason", "An order", *kept) == 2
    assert "the branch `published` does not verify: `r/more.html`" in redacting.printed
    assert redacting.tip == tampered


def test_reasons_on_the_page_of_a_release_are_redacted(redacting: Redacting) -> None:
    assert redacting.redact(CLAIM, text="Zoe Ambrose") == 0
    for file in ("index.html", "release.json"):
        text = redacting.read(f"releases/2026.11.24/{file}")
        assert "Ambrose" not in text
        assert "It is about [redacted]." in text
    redacted = json.loads(redacting.read("releases/2026.11.25/release.json"))["redacted"]
    changed = {file["path"]: file["changed"] for file in redacted}
    assert changed["releases/2026.11.24/release.json"] == ["/changed/0/corrections/0/reason"]
    assert "/record/corrections/0/was" in changed[f"r/{CLAIM}/2/record.json"]
    assert redacting.run("verify", "published") == 0


def test_every_free_text_of_a_release_can_be_redacted(redacting: Redacting) -> None:
    works, secret, onto = redacting.works, "Quibble Secretary", ("--onto", "published")
    said = ("--authority", f"The {secret}", "--reason", f"As the {secret} says", *onto)
    text = redacting.folder / "said"
    text.write_text("Zoe Ambrose", "utf-8")
    settings = works.root / "mkdocs.yml"
    written = settings.read_text("utf-8")
    timestamps = "{timestamp_authority: http://127.0.0.1:9/, timestamp_certificates: none.pem}"
    settings.write_text(written.replace("extra:\n", f"extra:\n  release: {timestamps}\n"), "utf-8")
    without = ("--without-timestamp", f"The {secret} was ill")
    refusals = {
        "Zoe Ambrose was ill": "repeats the text",
        "Mrs AMBROSE’s order": "has a part of the text, such as the family name",
    }
    for words, why in refusals.items():
        for name in ("authority", "reason", "without-timestamp"):
            # The last of two values counts.
            order = (*said, *without, f"--{name}", words)
            assert redacting.run("redact", CLAIM, "--text", str(text), *order) == 2
            assert f"`--{name}` {why}" in redacting.printed
    assert redacting.run("redact", CLAIM, "--text", str(text), *said, *without) == 0, redacting.printed
    settings.write_text(written, "utf-8")
    kept = ("--keep", str(redacting.folder / "kept"), *onto)
    assert redacting.run("suspend", f"{CLAIM}/1", "--reason", f"The {secret} asked", *kept) == 0, redacting.printed
    # Another reason may not repeat what is suspended either, although the record itself is not.
    repeated = "The Roads Regulator found that the council kept number plates without a ground in law."
    assert redacting.run("suspend", f"{CLAIM}/1", "--reason", repeated, *kept) == 2
    assert f"the reason repeats a sentence of `{CLAIM}/1`" in redacting.printed
    assert redacting.redact("2026.11.25.2", text=secret) == 2
    assert f"the reason of the suspension of `r/{CLAIM}/1/index.html` has the text" in redacting.printed
    assert redacting.run("suspend", "--lift", f"{CLAIM}/1", *kept) == 0, redacting.printed
    marked = ("[Zoe](https://a.example/z) Ambrose", "[[redacted]](https://a.example/z) [redacted]")
    works.edit(CLAIM, ("Zoe Ambrose", "[redacted]"), marked, ("finds it, at length", "finds it"))
    git(works.root, "commit", "--quiet", "--amend", "--message=Purge", "--all")
    text.write_text(f"authority: The {secret}\nreason: The {secret} said so\n", "utf-8")
    assert redacting.run("release", "--source-rewritten", str(text), *onto) == 0, redacting.printed
    reissue(redacting, secret, "2026.11.25.5")
    # The notices of a suspension have its reason, and not the words on its timestamp.
    settings.write_text(written.replace("extra:\n", f"extra:\n  release: {timestamps}\n"), "utf-8")
    assert redacting.run("suspend", f"{ARTICLE}/1", "--reason", "An order", *without, *kept) == 0, redacting.printed
    settings.write_text(written, "utf-8")
    having = [path for path, content in redacting.published().items() if b"Quibble" in content]
    # Three pages that were redacted say why.
    assert len(having) == 2 * 5 + 3
    assert redacting.redact("2026.11.26", text=secret) == 2
    assert "`2026.11.26` was never published" in redacting.printed
    assert redacting.redact("2026.11.25", text=secret) == 0, redacting.printed
    assert (
        f"to redact them as well: dossier redact --root {shown_path(works.root)} {CLAIM} 2026.11.24 2026.11.25.2 "
        in (redacting.printed)
    )
    git(works.root, "update-ref", "refs/heads/published", "published^")
    # What releases say of a record that is named goes with it. What they say of others is listed.
    assert redacting.redact("2026.11.25.5", "2026.11.25.6", CLAIM, text=secret) == 0, redacting.printed
    assert f"dossier redact --root {shown_path(works.root)} 2026.11.25.4 --text" in redacting.printed
    assert redacting.redact("2026.11.25.4", text=secret) == 0, redacting.printed
    files = redacting.published()
    assert [path for path, content in files.items() if b"Quibble" in content] == []
    first, second, last = (json.loads(files[f"releases/2026.11.25{n}/release.json"]) for n in ("", ".2", ".6"))
    assert first["timestamp"] == last["timestamp"] == {"without": "The [redacted] was ill"}
    assert first["redacted"][0]["authority"] == "The [redacted]"
    assert second["suspended"][0]["reason"] == "The [redacted] asked"
    assert redacting.run("verify", "published") == 0, redacting.printed
    assert disagreement(files) is None


def test_no_reason_publishes_what_is_suspended(redacting: Redacting) -> None:
    hidden = "CLM-2026-0006"
    statement = json.loads(redacting.read(f"r/{hidden}/1/record.json"))["record"]["statement"]
    kept = ("--keep", str(redacting.folder / "kept"), "--onto", "published")
    assert redacting.run("suspend", hidden, "--reason", "An order", *kept) == 0, redacting.printed
    tip, said = redacting.tip, f"They asked to hide: {statement}"
    text, rewriting = redacting.folder / "text", redacting.folder / "rewriting"
    text.write_text("Zoe Ambrose", "utf-8")
    rewriting.write_text(f"authority: A court\nreason: {said}\n", "utf-8")
    commands = [
        ("redact", CLAIM, "--text", str(text), "--authority", "A court", "--reason", said),
        ("redact", CLAIM, "--text", str(text), "--authority", said, "--reason", "An order"),
        ("suspend", f"{CLAIM}/1", "--reason", said),
        ("release", "--reissue", ARTICLE, "--reason", said),
        ("release", "--source-rewritten", str(rewriting)),
    ]
    for command in commands:
        assert redacting.run(*command, *kept) == 2
        assert f" repeats a sentence of `{hidden}/1`, which is suspended" in redacting.printed
    assert redacting.tip == tip
    # The first words of a text may be a name. What may have a word of it is listed, also in the order.
    text.write_text("Zoe Ambrose said on 2 September 2024", "utf-8")
    order = ("--authority", "A court, for Ms Ambrose", "--reason", "An order")
    assert redacting.run("redact", CLAIM, "--text", str(text), *order, *kept) == 0, redacting.printed
    assert "\n  `--authority`\n" in redacting.printed
    assert redacting.run("redact", CLAIM, "--text", str(text), *ORDER, "--onto", "publish") == 2
    assert "there is no branch `publish`; `published` holds releases" in redacting.printed


def test_a_redaction_succeeds_if_nobody_reads_its_output_to_the_end(
    redacting: Redacting, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, (read, write) = redacting.tip, os.pipe()
    os.close(read)
    with os.fdopen(write, "w", buffering=1, encoding="utf-8") as nobody, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", nobody)
        patch.setattr(sys, "stderr", nobody)
        assert redacting.redact(CLAIM, text="Zoe Ambrose") == 0
    assert redacting.tip != tip


def reissue(redacting: Redacting, secret: str, version: str) -> None:
    """Issue a record again, for a reason that has the secret and words of the record and of all pages."""
    why = f"The {secret} of 1 Mill Street, Ashby, could not read what Ida Marsh wrote: This release has no timestamp."
    reissued = ("release", "--reissue", ARTICLE, "--reason", why, "--onto", "published")
    assert redacting.run(*reissued) == 0, redacting.printed
    # What all pages have is refused, also if the reason has it.
    for words, part in (("1 Mill Street, Ashby", "header"), ("This release has no timestamp", "footer")):
        assert redacting.redact(version, text=words) == 2
        assert f"the text is also in the `{part}` of `releases/{version}/index.html`" in redacting.printed
    # The reason for which a record was issued again goes with the words of the record.
    assert redacting.redact(ARTICLE, "CLM-2026-0001", text="Ida Marsh") == 0, redacting.printed
    assert "read what [redacted] wrote" in redacting.read(f"releases/{version}/release.json")
    git(redacting.works.root, "update-ref", "refs/heads/published", "published^")


def test_a_name_is_redacted_in_both_orders_and_not_by_half(redacting: Redacting) -> None:
    names = (ARTICLE, "CLM-2026-0001")
    for text in ("Ida Marsh", "Marsh, Ida"):
        redacting.redact(*names, text=text)
        record = json.loads(redacting.read(f"r/{ARTICLE}/1/record.json"))["record"]
        assert record["authors"][0] == {"family": "[redacted]", "given": "[redacted]"}
        assert "Marsh" not in redacting.read("r/CLM-2026-0001/1/index.html")
        git(redacting.works.root, "update-ref", "refs/heads/published", "published^")


def test_a_family_name_that_is_left_alone_stops_the_redaction(redacting: Redacting) -> None:
    works = redacting.works
    works.edit(ARTICLE, ("note: |-\n  The article", "note: |-\n  Marsh wrote it. The article"))
    assert redacting.release() == 0, redacting.printed
    tip = redacting.tip
    assert redacting.redact(ARTICLE, text="Ida Marsh") == 2
    assert f"`r/{ARTICLE}/2/record.json` has a word of the name at `/record/note`" in redacting.printed
    assert redacting.tip == tip
    # The words around it are elsewhere not the same. So the name stays there, and the command lists these places.
    assert redacting.redact(f"{ARTICLE}/2", text="[[Marsh]] wrote it") == 0, redacting.printed
    listed = "".join(f"\n  r/{ARTICLE}/{number}/record.json: /record/authors/0/family" for number in (1, 2))
    assert f"also at these places (3):{listed}" in redacting.printed
    git(works.root, "update-ref", "refs/heads/published", tip)
    assert redacting.redact(ARTICLE, text=("Ida Marsh", "[[Marsh]] wrote it")) == 0, redacting.printed
    assert "Marsh" not in redacting.read(f"r/{ARTICLE}/2/index.html")


def test_a_text_hides_no_part_of_another(redacting: Redacting) -> None:
    """The texts are searched for together: the shorter one first would leave the rest of the longer one."""
    redacting.redact(ARTICLE, "CLM-2026-0001", text=("[[Marsh]], Ida", "Ida Marsh"))
    record = json.loads(redacting.read(f"r/{ARTICLE}/1/record.json"))["record"]
    assert record["authors"][0] == {"family": "[redacted]", "given": "[redacted]"}
    works = redacting.works
    git(works.root, "update-ref", "refs/heads/published", "published^")
    works.edit(ARTICLE, ("note: |-\n  The article", "note: |-\n  Marshbank (Ida) wrote it. The article"))
    assert redacting.release() == 0, redacting.printed
    assert redacting.redact(f"{ARTICLE}/2", text=("Marshbank", "Ida Marshbank")) == 2
    assert "has a part of the text at `/record/note`, of which another part is removed" in redacting.printed
    assert redacting.redact(f"{ARTICLE}/2", text=("Marshbank (Ida)", "Ida Marshbank")) == 0, redacting.printed


def test_a_short_name_stops_the_redaction_wherever_else_the_record_has_it(redacting: Redacting) -> None:
    works = redacting.works
    works.edit(
        ARTICLE,
        ("family: Marsh", "family: Vane"),
        ("given: Ida", "given: Jo"),
        (
            "note: |-\n  The article",
            "note: |-\n  The council heard Jo Vane at https://a.example/jo-vane-said. The article",
        ),
    )
    assert redacting.release() == 0, redacting.printed
    assert redacting.redact(f"{ARTICLE}/2", text="heard [[Jo Vane]] at") == 2
    for place in ("/record/authors/0/family", "/record/note"):
        assert f"`r/{ARTICLE}/2/record.json` has a word of the name at `{place}`" in redacting.printed
    texts = ("heard [[Jo Vane]] at", "a.example/[[jo-vane-said]]", "[[Jo Vane]] and Vale Gazette")
    assert redacting.redact(f"{ARTICLE}/2", text=texts) == 0, redacting.printed


@pytest.mark.parametrize("form", ["\ufeffIda Marsh", "“Ida Marsh”", '"Ida Marsh"\n'])
def test_the_file_of_a_text_may_have_marks_that_are_not_meant(redacting: Redacting, form: str) -> None:
    assert redacting.redact(ARTICLE, "CLM-2026-0001", text=form) == 0, redacting.printed
    record = json.loads(redacting.read(f"r/{ARTICLE}/1/record.json"))["record"]
    assert record["authors"][0] == {"family": "[redacted]", "given": "[redacted]"}


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Anton van der Berghe", "Mr Berghe"),
        ("María José Carreño Quiñones", "Ms Carreño"),
        ("María José Carreño Quiñones", "Ms Carreno"),
        ("Karl Größmüller", "Herr Groessmueller"),
        ("Gwendolyn Prothero-Hughes", "Ms Hughes"),
        ("Gwendolyn Prothero-Hughes", "G. Prothero"),
        ("Orbán Viktor Zsolt", "Viktor’s"),
        ("Karl zu Guttenberg", "GUTTENBERG"),
        ("Ngũgĩ wa Thiongoson", "Mr Thiongoson"),
        ("María de los Ángeles García López", "Ms García said"),
        ("Joan O’Vale", "O'Vale’s letter"),
        ("Jo Marshall", "“Marshall” or"),
        ("Jo Marshall", "‘Marshall’"),
        ("Jo Marshall.", "the Marshalls'"),
        ("Jo Marshall", "l'Marshall"),
        ("Jo Marshall", "[the page](https://vale.example.org/councillors/marshall)"),
        ("Jeanne d'Arcole", "d’Arcole"),
        ("Jeanne d'Arcole", "Arcole"),
        ("Gerard 't Hooftman", "Hooftman"),
        ("Karl von und zu Guttenbergen", "Guttenbergen"),
        ("Sinéad ní Bhriainach", "Ms Bhriainach"),
        ("William “Bill” Marshallson", "Marshallson"),
        ("Ana Maria Silva Costa Pereira Limares", "Limares"),
        ("Anna Hartwell LJ", "Hartwell"),
        ("JOANNA LEE", "Lee"),
        ("Annabel Maria KIM", "Kim"),
        ("Anna Maria Lo", "Officer Lo"),
        ("Nora Marlish", "The Marlishes"),
        ("Nora Quillan", "[it](https://a.example/wiki/Quillan_resignation)"),
        ("Nora Quillan", "Quillan† and"),
        ("გიორგი მაისურაძე", "მაისურაძის"),
        ("man is [[Nora Quillan]], they", "Officer Quillan"),
        ("[[Jo Vane]], they say", "Officer Vane"),
        ("Nora Quillan, aged 41", "Officer Quillan"),
        ("Nora Quillan’s husband", "Officer Quillan"),
        ("Nora Quillan and Theodore Hask", "Officer Quillan"),
        ("Nora Quillan and Theodore Hask", "Hask™"),
        ("María de los Ángeles Quillan Torre Vega Ruiz Soto", "Ms Quillan"),
        ("Theodore Hask", "•Hask and"),
        ("Nora Quillan", "Quillan·Vale"),
        ("Nora Quillan", "Quillan→Vale"),
        ("Nora Quillan-Boothe", "The quillanboothe matter"),
        ("Nora Quillan", "The QuillanBoothe matter"),
        ("Nora Quillan", "#JusticeForNoraQuillan"),
        ("man is [[Jo Vane]], they", "JusticeForJoVane"),
        ("Nora Quillan", "@nquillan"),
        ("Nora Quillan", "noraq@quillanlaw.example"),
        ("Нора Квилланова", "Квиллановой"),
        ("Ida Kowalska", "Kowalskiej"),
        ("Ida Nováková", "Novákovou"),
        ("Anna Dostojewski", "Dostojewskis Haus"),
        ("محمد عبدالرحمن", "وعبدالرحمن"),
        ("[[田中 太郎]]は警察官", "田中さん"),
        ("[[王小明]]は警察官でした", "小明さん"),
        ("[[김민준]] was here", "김민준은"),
        ("[[김민준 씨]] was here", "민준은"),
        ("[[王小明先生]] is there", "小明"),
        ("[[王小明、李四平]] are there", "四平"),
        ("[[王小明，李四平]] are there", "小明"),
        ("[[約翰·史密斯]] is there", "史密斯先生"),
        ("[[ジョン・スミス]] is there", "スミスさん"),
        ("[[ジョン・スミス氏]] is there", "ジョンは"),
        ("[[フランクリン・デラノ・ルーズベルト]]", "ルーズベルトは"),
        ("[[田中太郎様]] (41) is there", "太郎"),
        ("[[အောင်ဆန်းစုကြည်]] is there", "စုကြည်"),
        ("[[สมชายใจดี]] is there", "คุณใจดี"),
        ("Brenna Tollquist of 12 Mill Street", "Ms Tollquist"),
        ("Brenna Tollquist 12 Mill Street", "Ms Tollquist"),
        ("Brenna Tollquist in Ashby", "the Tollquists"),
        ("man is [[Ida Lee]], they", "@idalee"),
        ("man is [[Ida Lee]], they", "@leeida99"),
        ("man is [[Ida Lee]], they", "the idalee account"),
        ("man is [[Ida Lée]], they", "@idalée"),
        ("man is [[Jo Bär]], they", "@jobaer"),
        ("man is [[Ida Lee]], they", "ilee@walkers.example.org"),
        ("man is [[Ida Lee]], they", "https://walkers.example.org/?u=SWRhIExlZQ=="),
        ("man is [[Maeve Wint]], they", "https://walkers.example.org/maevewint"),
        ("man is [[Maeve Wint]], they", "https://walkers.example.org/?u=bWFldmUgd2ludA=="),
        ("Tom McCarrick", "Mr MacCarrick"),
        ("Tom McCarrick", "Mr Maccarrick"),
        ("Tom McCarrick", "Mr Mc Carrick"),
        ("Tom McCarrick", "Mr M’Carrick"),
        ("Tom MacCarrick", "MCCARRICK"),
        ("Tom M'Carrick", "Mr McCarrick"),
        ("Tom Mc Carrick", "Mr MacCarrick"),
    ],
)
def test_a_word_of_a_name_is_seen_alone(name: str, left: str) -> None:
    text = TextToRedact(name)
    assert text.has_name_word_in(f"They met {left} there.")
    assert not text.has_name_word_in("It was the viktor prize of the hughesville van.")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Annabel Grant", "It was granted."),
        ("Annabel Stone", "From Livingstone."),
        ("Nora Quillan", "So quillanesque."),
        ("[[王小明]]は警察官でした", "警官の王は"),
        ("Kim Min-jun", "See [it](https://a.example/kim-resigns)."),
        ("Gabriel García Márquez", "See https://a.example/garcia."),
        ("artist [[Banksquill]] said", "See BanksquillArt."),
        ("artist [[Banksquill]] said", "See @banksquill_art."),
        ("artist [[Banksquill]] said", "See https://a.example/?u=VGhlIEJhbmtzcXVpbGw=."),
        ("The artist [[Banq]] said", "See @banq_art."),
        ("Brenna Tollquist lives at 12 Mill Street", "So Ms Tollquist said."),
        ("田中太郎 鈴木花子", "So 花子."),
    ],
)
def test_what_is_less_like_a_name_is_listed(name: str, words: str) -> None:
    """It stops no redaction: the letters of many names are in other words."""
    text = TextToRedact(name)
    assert not text.has_name_word_in(words)
    assert text.may_be_in(words)
    assert not text.may_be_in("It was the lone rant of a kimono.")


def test_a_family_name_in_an_address_is_seen() -> None:
    text, address = TextToRedact("Jo Vic Marshall"), "https://vale.example.org/councillors/"
    assert text.has_name_word_in(f"See [it]({address}marshall).")
    assert text.has_name_word_in(f'See <a href="{address}marshall">it</a>.', is_html=True)
    assert not text.has_name_word_in(f"See [it]({address}vic).")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Jo Marshall", "is read as the name of a person whose family name is the last word"),
        ("Karl von und zu Guttenbergen", "is read as the name of a person whose family name is the last 4 words"),
        ("Marshall, Jo", "is read as the name of a person whose family name is the first word"),
        ("inspector Jo Marshall", "is not read as the name of a person"),
        ("bell hooks", "is not read as the name of a person"),
        ("at 12 Mill Street, Ashby", "is not read as the name of a person"),
        ("The [[Jo]] Marshall", "is not read as the name of a person"),
        ("Brenna Tollquist of 12 Mill Street", "is read as the name of a person with other words"),
        ("Brenna Tollquist 12 Mill Street", "is read as the name of a person with other words"),
        (
            "Brenna Tollquist lives there",
            "is not read as the name of a person, so that a family name that stands alone is not noticed: places ",
        ),
        ("[[ジョン・スミス]]です", "is read as the name of a person in a script without spaces"),
        ("said [[Jo Vane]], they", "is read as the name of a person whose family name is the last word"),
        ("Jo Vane (41), and others", "is read as the name of a person with other words"),
        ("Jo Vane, aged 41, and Ida Marsh", "is read as the names of 2 persons with other words"),
        ("[[王小明]]は警察官でした", "is read as the name of a person in a script without spaces"),
    ],
)
def test_the_command_says_if_a_text_is_read_as_a_name(text: str, says: str) -> None:
    assert f"is {TextToRedact(text).reading}".startswith(says)


@pytest.mark.parametrize(
    "words", ["Maria Garcia employed three people.", "In 2024 Maria Garcia. Everybody left.", "Dela Maria Garcia"]
)
def test_a_name_takes_no_letter_of_the_words_around_it(words: str) -> None:
    read = skeleton(words)
    ((start, end),) = TextToRedact("Maria Garcia").loose_spans(read)
    assert read[start:end] == "mariagarcia"
    ((start, end),) = TextToRedact("Anna Garcia").loose_spans(skeleton("Dela Anna Garciä"))
    assert skeleton("Dela Anna Garciä")[start:end] == "annagarcia"


def test_a_family_name_that_another_revision_has_alone_stops_the_redaction(redacting: Redacting) -> None:
    works, alone = redacting.works, "CLM-2026-0006"
    works.edit(alone, ("statement:", "note: Zora Quimbyson wrote it.\nstatement:"))
    assert redacting.release() == 0, redacting.printed
    corrected = "corrections:\n  - {date: 2026-11-25, was: must say so, reason: Ms Quimbyson says so.}\nstatement:"
    works.edit(alone, ("must say so", "must show it"), ("Zora Quimbyson", "Ms Quimbyson"), ("statement:", corrected))
    assert redacting.release() == 0, redacting.printed
    tip = redacting.tip
    assert redacting.redact(alone, text="Zora Quimbyson") == 2
    assert f"`r/{alone}/3/record.json` has a word of the name at `/record/note`" in redacting.printed
    assert redacting.tip == tip
    # The order names one revision. The command lists the other one.
    assert redacting.redact(f"{alone}/2", text="Zora Quimbyson") == 0, redacting.printed
    for place in (
        f"r/{alone}/3/record.json: /record/note",
        "releases/2026.11.25.2/release.json: /changed/0/corrections/0/reason",
    ):
        assert f"  {place}\n" in redacting.printed
    git(works.root, "update-ref", "refs/heads/published", tip)
    keep, onto = ("--keep", str(redacting.folder / "kept")), ("--onto", "published")
    # The end of a suspension would publish the name again.
    assert redacting.run("suspend", f"{alone}/3", "--reason", "An order", *onto, *keep) == 0, redacting.printed
    assert redacting.run("redact", f"{alone}/2", "--text", str(redacting.folder / "text0"), *ORDER, *onto, *keep) == 2
    assert f"`r/{alone}/3/index.html` is suspended, and what was published there has the text" in redacting.printed


@pytest.mark.parametrize(
    ("given", "family", "texts"),
    [
        ("Jeanne", "d'Arcole", "Jeanne d'Arcole"),
        ("bell", "hooks", "bell hooks"),
        ("Bo", "Li", "[[Bo Li]] and Vale Gazette"),
    ],
)
def test_names_in_fields_of_their_own_go_and_are_found_elsewhere(
    redacting: Redacting, given: str, family: str, texts: str
) -> None:
    redacting.works.edit(ARTICLE, ("family: Marsh", f"family: {family}"), ("given: Ida", f"given: {given}"))
    assert redacting.release() == 0, redacting.printed
    assert redacting.redact(ARTICLE, text=texts) == 0, redacting.printed
    record = json.loads(redacting.read(f"r/{ARTICLE}/2/record.json"))["record"]
    assert record["authors"][0] == {"family": "[redacted]", "given": "[redacted]"}
    # A claim has the author of its source.
    if "[" not in texts:
        assert re.search(r"r/CLM-2026-000\d/\d/record.json\n", redacting.printed)
    assert f"evidence/sources/{ARTICLE}.yaml" in redacting.printed


def test_what_is_like_the_text_stops_the_redaction_unless_it_is_left(redacting: Redacting) -> None:
    redacting.works.edit(
        CLAIM,
        ("says: finds it, at length", "says: finds https://a.example/zoe-ambrose and Zoe-Ambrose"),
        (
            "It is about Zoe Ambrose.\n",
            (
                "It is about Zoe Ambrose.\n  - date: 2026-11-25\n    was: finds it, at length\n"
                "    reason: Mrs Ambrose asked for it.\n"
            ),
        ),
    )
    assert redacting.release() == 0, redacting.printed
    tip = redacting.tip
    assert redacting.redact(CLAIM, text="Zoe Ambrose") == 2
    assert (
        f"`r/{CLAIM}/3/record.json` has letters and digits of the text at `/record/evidence/0/says`"
        in redacting.printed
    )
    assert redacting.tip == tip
    for number in (0, 9):
        assert redacting.redact(CLAIM, text="Zoe Ambrose", leave=(f"{CLAIM}/{number}",)) == 2
        assert f"`{CLAIM}/{number}` was never published" in redacting.printed
    assert redacting.redact(CLAIM.lower(), text="Zoe Ambrose") == 2
    assert f"`{CLAIM.lower()}` was never published; did you mean `{CLAIM}`?" in redacting.printed
    assert redacting.redact(f"{CLAIM}/3", text="finds https a.example", leave=(CLAIM,)) == 2
    assert "nothing was redacted: the text itself is nowhere" in redacting.printed
    # What a release says of the record may have a part of the name, although it does not have the text.
    said, release = redacting.read("releases/2026.11.24/release.json"), "2026.11.25"
    assert redacting.redact(CLAIM, text="Zoe Ambrose", leave=(f"{CLAIM}/3",)) == 2
    assert f"`releases/{release}/release.json` has a word of the name" in redacting.printed
    [leave] = [line for line in redacting.printed.splitlines() if line.startswith("to leave it there")]
    assert re.findall(r"--leave (\S+)", leave) == [f"{CLAIM}/3", release]
    # No other spelling is left in the release, so a loose order would not help.
    assert "--loose" not in redacting.printed
    assert redacting.redact(CLAIM, text="zoe-ambrose", leave=(CLAIM, "2026.11.24")) == 0, redacting.printed
    assert redacting.read("releases/2026.11.24/release.json") == said
    git(redacting.works.root, "update-ref", "refs/heads/published", tip)
    assert redacting.redact(CLAIM, text="Zoe Ambrose", leave=(f"{CLAIM}/3", release)) == 0, redacting.printed
    assert redacting.redact(CLAIM, text="zoe-ambrose") == 0, redacting.printed
    assert "zoe" not in redacting.read(f"r/{CLAIM}/3/record.json").lower()


def test_the_message_that_stops_a_redaction_has_the_command_lines_that_go_on(redacting: Redacting) -> None:
    encoded, longer = b64encode(b"Zoe Ambrose").decode(), "https://a.example/2024/zoe-ambroses"
    says = f"says: finds {longer} and data:text/plain;base64,{encoded} by Zoe-Ambrose"
    redacting.works.edit(CLAIM, ("says: finds it, at length", says))
    assert redacting.release() == 0, redacting.printed
    tip = redacting.tip
    assert redacting.redact(CLAIM, text="Zoe Ambrose") == 2
    commands = dict(line.split(": dossier ") for line in redacting.printed.splitlines() if ": dossier " in line)
    assert list(commands) == ["to redact the words with these letters and digits as well", "to leave it there"]
    loose, leave = (shlex.split(command) for command in commands.values())
    assert leave[leave.index("--leave") + 1] == f"{CLAIM}/3"
    assert main(leave) == 0
    git(redacting.works.root, "update-ref", "refs/heads/published", tip)
    assert main(loose) == 0
    record = json.loads(redacting.read(f"r/{CLAIM}/3/record.json"))["record"]
    # Whole words go, because what is left of a word would give it away.
    expected = "finds https://a.example/2024/[redacted] and data:text/plain;base64,[redacted]= by [redacted]"
    assert record["evidence"][0]["says"] == expected
    assert redacting.run("verify", "published") == 0


def test_what_cannot_change_is_said_with_what_can_be_done(redacting: Redacting) -> None:
    force = "ashby-vale-police"
    for loose in ((), ("--loose",)):
        (redacting.folder / "text0").write_text("Ashby Vale Police", "utf-8")
        text0, authority = str(redacting.folder / "text0"), ("--authority", "The county court")
        order = ("--text", text0, *ORDER, *authority, "--onto", "published", *loose)
        assert redacting.run("redact", force, *order) == 2
        assert f"`{force}`" in redacting.printed
        assert f"can change; `suspend {force}` takes the text of the record away" in redacting.printed
        way = "`--leave` without `--loose` leaves it" if loose else "and `--leave` leaves it"
        assert way in redacting.printed
        assert "--loose\n" not in redacting.printed
        # As it is written, the identifier is refused before anything can be left.
        (redacting.folder / "text0").write_text(force, "utf-8")
        assert redacting.run("redact", force, *order, "--leave", force) == 2
        assert f"`suspend {force}` takes the text of the record away; give more of the words" in redacting.printed
        assert "leaves it" not in redacting.printed
    assert redacting.redact("2026.11.23", text="1 Mill Street, Ashby") == 2
    assert "change `extra.publisher` and suspend the records" in redacting.printed
    assert redacting.redact("2026.11.23", text="1 Mill Street, Ashby", leave=("2026.11.23",)) == 2
    assert "nothing was redacted: the text itself is nowhere" in redacting.printed
    # Only what people wrote in a release can be removed.
    assert redacting.redact("2026.11.23", text="records in total. This") == 2
    assert "`releases/2026.11.23/index.html` has letters and digits of the text" in redacting.printed
    # A name in a reason can be that of a place.
    for name in (CLAIM, "2026.11.23"):
        assert redacting.redact(name, text="Joanna Vale", leave=(CLAIM,)) == 2
        assert f"`{name}` does not contain the text" in redacting.printed
    # Each name must have the text.
    assert redacting.redact(CLAIM, ARTICLE, text="Zoe Ambrose") == 2
    assert f"`{ARTICLE}` does not contain the text" in redacting.printed


def test_a_date_that_a_record_needs_is_refused_and_in_words_it_is_removed(redacting: Redacting) -> None:
    tip = redacting.tip
    assert redacting.redact(ARTICLE, text="2024-09-02") == 2
    assert "`2024-09-02` at `/record/issued`" in redacting.printed
    assert redacting.tip == tip
    assert redacting.redact(CLAIM, text="said on [[September 2, 2024]]") == 0, redacting.printed
    note = json.loads(redacting.read(f"r/{CLAIM}/1/record.json"))["record"]["note"]
    assert note.endswith("** said on [redacted].")


def test_a_text_that_only_the_page_has_stops_the_redaction(redacting: Redacting) -> None:
    tip = redacting.tip
    assert redacting.redact("CLM-2026-0001", text="number plates read; 3 cameras") == 2
    assert "index.html` has the text, and `r/CLM-2026-0001/1/record.json` does not have it" in redacting.printed
    # In other spellings, the page says nothing of the fields.
    text, name = "[[5,000]]-to-6,200-number-plates-read", "CLM-2026-0001"
    assert redacting.redact(name, text=text, leave=(name,)) == 2
    assert "nothing was redacted: the text itself is nowhere" in redacting.printed
    # A record with the words in two fields does not say which of them the page means.
    (redacting.folder / "text0").write_text("[[Ashby Vale Police]], ‘Response to request 118", "utf-8")
    options = ("--text", str(redacting.folder / "text0"), "--authority", "Court", *ORDER[2:], "--onto", "published")
    assert redacting.run("redact", "SRC-2026-0008", *options) == 2
    assert "`r/SRC-2026-0008/1/record.json` does not have it in these words" in redacting.printed
    assert redacting.tip == tip
    assert redacting.redact("CLM-2026-0001", text="[[5,000]] to 6,200 number plates read") == 0, redacting.printed
    record = json.loads(redacting.read("r/CLM-2026-0001/1/record.json"))["record"]
    assert record["quantities"][0] == {"at_least": "[redacted]", "at_most": "6200", "of": "number plates read"}
    # In the evidence, the words around it are on other lines.
    assert "evidence/claims/CLM-2026-0001.yaml: line 35" in redacting.printed
    assert "so delete it, together with the entry that needs it; then commit, and build" in redacting.printed
    text = "number plates read; 3 cameras"
    assert redacting.redact(name, text=text, leave=(name,)) == 0, redacting.printed
    assert text not in redacting.read(f"r/{name}/1/index.html")
    assert f"r/{name}/1/record.json: in other words than its page had" in redacting.printed
    assert redacting.run("verify", "published") == 0
    # What a record repeats of another record need not be on its page.
    plates = "A list of some 90,000 plates"
    assert redacting.redact(ARTICLE, "SRC-2026-0007", text=plates) == 0, redacting.printed
    assert plates not in redacting.read(f"r/{ARTICLE}/1/record.json")
    assert disagreement(redacting.published()) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Marsh", "fewer than 8 letters"),
        ("https://www.", "is on pages of all records"),
        ("Reported trial", "is on pages of all records"),
        ("found-by-regulator", "is on pages of all records"),
        ("To cite and to verify", "`h2`"),
        ("SRC-2026-0002", "identifiers, terms and dates"),
        ("1 Mill Street, Ashby", "change `extra.publisher` and suspend the records"),
        ("The court of the Vale", "`--authority` repeats the text"),
        ("Joanna Vale", "`--authority` has a part of the text, such as the family name"),
        ("Joanna [[Ann Vale]]", "`--authority` has a part of the text, such as the family name"),
        ("in Old [[Vale]] and New Vale", "`--authority` repeats the text"),
        ("it was [[Courtof]] then", "`--authority` has a part of the text"),
    ],
)
def test_texts_that_all_pages_have_are_refused(redacting: Redacting, text: str, reason: str) -> None:
    tip = redacting.tip
    assert redacting.redact(CLAIM, text=text) == 2
    assert reason in redacting.printed
    assert redacting.tip == tip


def test_no_guess_of_the_redacted_words_has_an_old_hash(redacting: Redacting) -> None:
    before = redacting.read(f"r/{CLAIM}/2/record.json")
    assert redacting.redact(CLAIM, text="Zoe Ambrose") == 0
    paths = git(redacting.works.root, "ls-tree", "-r", "--name-only", "published").splitlines()
    listed = " ".join(redacting.read(path) for path in paths if path.startswith("releases/"))
    hashes = set(re.findall(r"\b[0-9a-f]{64}\b", listed))
    assert sha256(before.encode()).hexdigest() in hashes
    files = {
        "record.json": redacting.read(f"r/{CLAIM}/2/record.json"),
        "index.html": redacting.read(f"r/{CLAIM}/2/index.html") + "\n",
        "release.json": redacting.read("releases/2026.11.24/release.json") + "\n",
    }
    old, new = (salt_of(text.encode()) for text in (before, files["record.json"]))
    assert old is not None
    assert new is not None
    assert old not in " ".join((listed, *files.values()))
    others = [str(number) for number in range(99)]
    guesses = [f"{given} {family}" for given in ("Zoe", *others) for family in ("Ambrose", *others)]
    for text in files.values():
        unsalted = without_salt(text.encode()).decode()
        guessed = text.replace("[[redacted]](https://a.example/z) [redacted]", "[Zoe](https://a.example/z) Ambrose")
        for guess in guesses:
            for version in {text, unsalted, guessed}:
                assert sha256(version.replace("[redacted]", guess).encode()).hexdigest() not in hashes


def test_digests_of_reviewed_texts_go_unless_the_text_stays(redacting: Redacting) -> None:
    """They have no salt: the digest of a text that is gone, or that nobody knows, would confirm a guess."""
    works, draft = redacting.works, "ab" * 32

    def record(number: int) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(redacting.read(f"r/{CLAIM}/{number}/record.json"))["record"]
        return fields

    published = digest_of_fields(record(2))
    review = "{{by: Ann Example, on: 2026-11-24, role: editor, text: {}}}".format
    reviews = f"reviewed:\n  - {review(draft)}\n  - {review(published)}\n"
    works.edit(CLAIM, ("finds it, at length", "finds it"), ("topics: [Penalty]\n", f"topics: [Penalty]\n{reviews}"))
    # A claim that a penalty names could not be suspended alone.
    paid = "    paid:\n      state: unpaid\n      claim: CLM-2026-0002\n"
    correction = "corrections:\n  - {date: 2026-11-24, was: unpaid, reason: The claim does not say so.}\n"
    works.edit("PRO-2026-0002", (paid, ""), ("kind: penalty\n", f"{correction}kind: penalty\n"))
    assert redacting.release() == 0, redacting.printed
    later = record(3)
    kept, later["evidence"][0]["says"] = digest_of_fields(later), "finds this"
    own = digest_of_fields(later)
    works.edit(CLAIM, ("finds it", "finds this"), (reviews, f"reviewed:\n  - {review(kept)}\n  - {review(own)}\n"))
    assert redacting.release() == 0, redacting.printed
    assert digest_of_fields(record(4)) == own
    tip = redacting.tip
    reason = ("--reason", "A notice", "--onto", "published", "--keep", str(redacting.folder / "kept"))
    assert redacting.run("suspend", f"{CLAIM}/3", *reason) == 0, redacting.printed
    assert redacting.redact(f"{CLAIM}/1", f"{CLAIM}/2", text="finds it, [[at length]]") == 2
    assert f"`r/{CLAIM}/3/record.json` is suspended" in redacting.printed
    # While no text of that record goes, nothing is there to guess.
    assert redacting.redact(ARTICLE, "CLM-2026-0001", text="Ida Marsh") == 0, redacting.printed
    # The digests in another suspended revision are of its own text, and of a text that stays.
    git(works.root, "update-ref", "refs/heads/published", tip)
    assert redacting.run("suspend", f"{CLAIM}/4", *reason) == 0, redacting.printed
    assert redacting.redact(f"{CLAIM}/1", f"{CLAIM}/2", text="finds it, [[at length]]") == 0, redacting.printed
    assert "at length" not in redacting.read(f"r/{CLAIM}/1/record.json")
    for file in ("record.json", "index.html"):
        text = redacting.read(f"r/{CLAIM}/3/{file}")
        assert draft not in text
        assert published not in text
    assert [each["text"] for each in record(3)["reviewed"]] == ["[redacted]", "[redacted]"]
    assert f"r/{CLAIM}/3/record.json: /record/reviewed/0/text, /record/reviewed/1/text" in redacting.printed
    assert redacting.run("verify", "published") == 0
    # A revision that is not named keeps the text and is listed, although a digest goes. Those without one stay.
    git(works.root, "update-ref", "refs/heads/published", tip)
    assert redacting.redact(f"{CLAIM}/4", text="[[found]] that the council kept number plates") == 0, redacting.printed
    pages = re.compile(rf"r/{CLAIM}/(\d)/index.html")
    changed, left = (set(pages.findall(part)) for part in redacting.printed.split("other published files"))
    assert (changed, left) == ({"3", "4"}, {"1", "2", "3"})
    assert [each["text"] for each in record(4)["reviewed"]] == [kept, "[redacted]"]
    assert redacting.read(f"r/{CLAIM}/4/index.html").count("<b>Redacted</b>") == 1


def test_redacted_words_are_not_published_again_by_another_change(redacting: Redacting) -> None:
    works = redacting.works
    assert redacting.redact(CLAIM, text="Zoe Ambrose") == 0
    works.edit(CLAIM, ("topics: [Penalty]", "topics: [Penalty, Law]"))
    tip = redacting.tip
    assert redacting.release() == 2
    assert f"`{CLAIM}`: `note`" in redacting.printed
    assert f"`{CLAIM}`: `corrections.reason`" in redacting.printed
    assert redacting.run("build", "--no-search", "--published", "published") == 2
    assert f"`{CLAIM}`: `note`" in redacting.printed
    works.edit(CLAIM, ("[Zoe](https://a.example/z) Ambrose", "[[redacted]](https://a.example/z) [redacted]"))
    works.edit(CLAIM, ("Zoe Ambrose", "[redacted]"))
    assert redacting.release() == 0, redacting.printed
    assert redacting.tip != tip
    assert redacting.run("build", "--no-search", "--published", "published") == 0, redacting.printed
    site = works.root / "build/site"
    assert "Ambrose" not in (site / f"claims/{CLAIM}/index.html").read_text("utf-8")


def test_words_come_back_neither_in_a_preserved_copy_nor_in_a_field_that_was_away(redacting: Redacting) -> None:
    works, copy, quoting = redacting.works, "CAP-2026-0001", "CLM-2026-0001"
    quotation = "Ashby Vale Police “borrowed” the system for six weeks"
    assert redacting.redact(quoting, CLAIM, text=(quotation, "Zoe Ambrose")) == 0, redacting.printed
    assert re.findall(rf"evidence/captures/{copy}.yaml: (.*)", redacting.printed) == ["line 38", "line 6, a digest"]
    note = "note: So **[Zoe](https://a.example/z) Ambrose** said on 2 September 2024.\n"
    works.edit(CLAIM, (note, ""), ("Zoe Ambrose", "[redacted]"))
    review = re.search(r"text: ([0-9a-f]{64})", (works.root / f"evidence/claims/{quoting}.yaml").read_text("utf-8"))
    assert review is not None
    works.edit(quoting, (f"exact: {quotation}", 'exact: "[redacted]"'), (review[1], '"[redacted]"'))
    assert redacting.release() == 2
    # The claim itself is right.
    assert re.findall(r"^  `(.*)`: `(.*)`$", redacting.printed, re.MULTILINE) == [(copy, "quotes.exact")]
    works.edit(copy, (f"exact: {quotation}", 'exact: "[redacted]"'))
    # With the digest of the copy as it was reviewed, a guess of the quotation could be confirmed.
    fields = (f"{copy}:quotes.exact", f"{copy}:reviewed.text")
    assert redacting.release(*(part for field in fields for part in ("--replace-redacted", field))) == 2
    assert re.findall(r"^  `(.*)`: `(.*)`$", redacting.printed, re.MULTILINE) == [(copy, "reviewed.text")]
    works.edit(copy, (DIGEST_OF_COPY, '"[redacted]"'))
    assert redacting.release() == 0, redacting.printed
    works.edit(CLAIM, ("topics: [Penalty]\n", f"topics: [Penalty]\n{note}"))
    assert redacting.release() == 2
    assert re.findall(r"^  `(.*)`: `(.*)`$", redacting.printed, re.MULTILINE) == [(CLAIM, "note")]


def test_a_suspension_for_another_record_hides_no_redaction(redacting: Redacting) -> None:
    works, force = redacting.works, "ashby-vale-police"
    redacting.redact(force, text="Not the county force")
    (works.root / ".gitignore").write_text("/build/\n/captures/\n/suspended/\n", "utf-8")
    review = re.search(r"    text: ([0-9a-f]{64})\n", (works.root / f"evidence/forces/{force}.yaml").read_text("utf-8"))
    assert review is not None
    later = "  - {by: Ann Example, on: 2026-11-24, role: editor, text: " + "ab" * 32 + "}\n"
    works.edit(force, (review[0], f'    text: "[redacted]"\n{later}'))
    works.commit()
    records = ("CLM-2026-0001", "CLM-2026-0007")
    assert redacting.run("suspend", *records, "--reason", "An order", "--onto", "published") == 0, redacting.printed
    # The history has the places of the marks. Without it, only the fields are known.
    shutil.rmtree(works.root / "suspended")
    for _ in range(2):
        assert redacting.run("build", "--no-search", "--published", "published") == 2
        found = re.findall(r"^  `(.*)`: `(.*)`$", redacting.printed, re.MULTILINE)
        assert sorted(found) == [(force, "note"), (force, "reviewed.text")]
        purged = git(works.root, "commit-tree", "published^{tree}", "-m", "Purged")
        git(works.root, "update-ref", "refs/heads/published", purged)


def test_new_words_take_the_place_of_redacted_words_if_that_is_said(redacting: Redacting) -> None:
    assert redacting.redact(SOURCE, text=TITLE) == 0
    redacting.works.edit(SOURCE, (f"'{TITLE}'", "A notice"))
    assert redacting.release() == 2
    # The redaction of one field opens no other field.
    assert redacting.release("--replace-redacted", f"{SOURCE}:note") == 2
    assert redacting.release("--replace-redacted", f"{SOURCE}:title") == 0, redacting.printed


def test_the_remedy_is_no_undeclared_correction_and_prints_no_old_words(redacting: Redacting) -> None:
    works = redacting.works
    statement = "found that the council kept number plates"
    assert redacting.redact(CLAIM, text=statement) == 0
    works.edit(CLAIM, (statement, "[redacted]"))
    works.commit()
    assert redacting.run("check", "--base", "HEAD^") == 0, redacting.printed
    # One more word is changed, which is a correction.
    works.edit(CLAIM, ("without a ground in law", "without ground"))
    assert redacting.run("check", "--base", "HEAD^") == 1
    assert "undeclared-correction" in redacting.printed
    assert "number plates" not in redacting.printed


def test_a_family_name_alone_in_other_records_is_listed_and_stops_nothing(redacting: Redacting) -> None:
    works, lines = redacting.works, "".join(f"  - That Mr Ambrose came {number} times.\n" for number in range(22))
    noted = {
        "PRO-2026-0001": " Of Mr Boothe-Ambrose, who ate ambrose cream.\n",
        "CLM-2026-0008": f" |-\n{lines}",
        "CLM-2026-0003": " See <https://a.example/zambrose>.\n",
        # In small letters, the names of many persons are ordinary words.
        "CLM-2026-0004": " Of Zoe Boothe Ambrose.\n",
        "CLM-2026-0009": " Of ambrose cream and of Amber.\n",
    }
    for name, note in noted.items():
        works.edit(name, (f"id: {name}\n", f"id: {name}\nnote:{note}"))
    assert redacting.release() == 0, redacting.printed
    assert redacting.redact("CLM-2026-0004", text="Zoe Boothe Ambrose") == 0, redacting.printed
    found = re.search(r"are also in other records \((\d+)\):\n", redacting.printed)
    assert found is not None
    listed = redacting.printed[found.end() :].partition("decide for each")[0].splitlines()
    root = shown_path(works.root)
    # The most words of the name come first.
    assert listed[0] == "  published: r/PRO-2026-0001/2/record.json: /record/note"
    branch = {line for line in listed if line.startswith("  published: ")}
    others = ("CLM-2026-0003", "CLM-2026-0008")
    assert {f"  published: r/{name}/2/record.json: /record/note" for name in others} < branch
    assert listed[len(branch)] == f"  {root}/evidence/proceedings/PRO-2026-0001.yaml: line 2"
    assert listed[-1] == f"  … and {int(found[1]) - len(branch) - 20} more in `evidence`"
    assert not any("CLM-2026-0009" in line for line in listed)
    assert "decide for each if it is what you mean: then redact that record as well" in redacting.printed
    assert redacting.redact("PRO-2026-0001", text="Of Mr [[Boothe-Ambrose]], who", leave=("CLM-2026-0008",)) == 0
    assert "CLM-2026-0008" not in redacting.printed
    assert redacting.redact("CLM-2026-0009", text="cream and of Amber") == 0
    assert "are also in other records" not in redacting.printed


def test_each_line_of_the_subject_with_a_part_of_the_text_is_listed(redacting: Redacting) -> None:
    works, claim = redacting.works, "CLM-2026-0006"
    subject = works.root / SUBJECT
    words = {
        "{name: Hills,": "{name: Hills of Quillon Vexley,",
        "Are searches reported?": "Are searches by Vexley reported?",
        "puts up cameras": "puts up cameras for Mr Vexley",
        "on trial": "on trial as Vexleys do",
    }
    written = subject.read_text("utf-8")
    for old, replacement in words.items():
        written = written.replace(old, replacement, 1)
    subject.write_text(written, "utf-8")
    works.edit(claim, (f"id: {claim}\n", f"id: {claim}\nnote: It was Quillon Vexley.\n"))
    assert redacting.release() == 0, redacting.printed
    assert redacting.redact(claim, text="Quillon Vexley") == 0, redacting.printed
    place = f"\n  {shown_path(subject)}: line "
    listed = {int(part.partition("\n")[0]) for part in redacting.printed.split(place)[1:]}
    assert listed == {number for number, line in enumerate(written.splitlines(), 1) if "Vexley" in line}
    assert len(listed) == redacting.printed.count(place) == 4
    assert "in the evidence, in `subject.yml` and in the pages, in quotation marks if" in redacting.printed
    assert "the settings and the pages: `build --published` and `release` refuse the text" in redacting.printed


def test_a_short_number_goes_from_the_record_if_all_places_on_the_page_are_given(redacting: Redacting) -> None:
    penalty, field = "PRO-2026-0002", "Case number: [[KW-17]]"
    assert redacting.redact(penalty, text=field) == 2
    assert "; the words in square brackets are still at `s1` of the page\n" in redacting.printed
    ways_on = redacting.printed.partition("\nto redact it in the fields of the record too, give each other place ")[2]
    assert "\nto leave it there: " in ways_on
    source = ("([[KW-17]], 11 February 2025", "regulator.example.org/notices/[[kw-17]]")
    assert redacting.redact(penalty, text=(field, *source)) == 0, redacting.printed
    for file in Revision(penalty, 1).files:
        assert "kw-17" not in redacting.read(file).lower()


def test_other_forms_of_the_number_of_a_judgment_are_listed(redacting: Redacting) -> None:
    judgment, note = "SRC-2026-0003", "The notes to ECLI:GB:AVRT:2025:4 and https://a.example/avrt/2025/4/"
    other = "Of https://a.example/2025/41 and /2025/4/12"
    for name, words in (("CLM-2026-0009", note), ("CLM-2026-0008", other)):
        redacting.works.edit(name, (f"id: {name}\n", f"id: {name}\nnote: '{words}'\n"))
    assert redacting.release() == 0, redacting.printed
    assert redacting.redact(judgment, text="[2025] AVRT 4") == 0, redacting.printed
    for name in ("ecli", "report", "url"):
        assert f"  r/{judgment}/1/record.json: /record/{name}\n" in redacting.printed
    assert re.search(rf"evidence/sources/{judgment}.yaml: line \d+\n", redacting.printed)
    assert "  published: r/CLM-2026-0009/2/record.json: /record/note\n" in redacting.printed
    assert "CLM-2026-0008" not in redacting.printed


def test_other_forms_of_a_telephone_number_are_listed(redacting: Redacting) -> None:
    numbers = {
        "CLM-2026-0004": "Call +44 7700 900123, or 07700 900 123.",
        "CLM-2026-0008": "Call (0)7700/900123.",
        "CLM-2026-0009": "Call 07700 9001231.",
    }
    for name, note in numbers.items():
        redacting.works.edit(name, (f"id: {name}\n", f"id: {name}\nnote: {note}\n"))
    assert redacting.release() == 0, redacting.printed
    assert redacting.redact("CLM-2026-0004", text="+44 7700 900123") == 0, redacting.printed
    assert "  r/CLM-2026-0004/2/record.json: /record/note\n" in redacting.printed
    assert "  published: r/CLM-2026-0008/2/record.json: /record/note\n" in redacting.printed
    assert "evidence/claims/CLM-2026-0008.yaml: line 2\n" in redacting.printed
    assert "CLM-2026-0009" not in redacting.printed
