"""The text of `VERIFY.md`: how to check a release with tools that every system has."""

from __future__ import annotations


def verify_md(version: str, *, is_stamped: bool, is_signed: bool) -> bytes:
    """What stands beside a manifest, for those without our tool; every command is run from the root of the site."""
    folder = f"releases/{version}"
    parts = [
        f"# To verify release {version}",
        "Run these in the folder that holds `r/` and `releases/`: a checkout of the branch, or a copy of the site.",
        "## The files are those that were listed",
        f"    sha256sum -c {folder}/SHA256SUMS",
        (
            "A file redacted later differs from this list; the list of the release that redacted it has its hash, "
            "and the `release.json` there says who ordered it and why."
        ),
        "## The list is the one that the ledger names",
        f"    sha256sum {folder}/SHA256SUMS",
        (
            f'The hash printed is `sha256sums` in the line of `releases/ledger.jsonl` with `"version":"{version}"`. '
            "Each line names, as `previous`, the hash of the line before it:"
        ),
        "    tail -n 1 releases/ledger.jsonl | tr -d '\\n' | sha256sum",
        (
            "prints what the next release will name. To see that no release was taken away, compare the last line "
            "with a copy that was kept elsewhere, such as `ledger-head-*.json` among the files of a release."
        ),
    ]
    if is_stamped:
        parts += [
            "## The list existed at the time of the stamp (RFC 3161)",
            f"    openssl ts -verify -data {folder}/SHA256SUMS -in {folder}/SHA256SUMS.tsr -CAfile {folder}/tsa.pem",
            f"    openssl ts -reply -in {folder}/SHA256SUMS.tsr -text",
            (
                "The second prints the time. The certificates in `tsa.pem` are the authority's: compare them with "
                "those it publishes."
            ),
        ]
    if is_signed:
        parts += [
            "## The list was signed",
            (
                f"    ssh-keygen -Y verify -f {folder}/allowed_signers -I release -n dossier-release "
                f"-s {folder}/SHA256SUMS.sig < {folder}/SHA256SUMS"
            ),
            "The key in `allowed_signers` is the publisher's: compare it with the one published elsewhere.",
        ]
    return ("\n\n".join(parts) + "\n").encode()
