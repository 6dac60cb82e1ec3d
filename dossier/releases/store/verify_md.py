"""The text of `VERIFY.md`: how to verify a release with common tools."""

from __future__ import annotations

from dossier.model.addresses import LEDGER, RELEASES, REVISIONS, release_folder


def verify_md(version: str, *, is_stamped: bool, is_signed: bool) -> bytes:
    """The content of `VERIFY.md` for a release.

    It is for readers who do not have this engine, and its commands run in the root folder of the site. It covers the
    timestamp and the signature only if the release has them.
    """
    folder = release_folder(version)
    parts = [
        f"# How to verify release {version}",
        (
            f"Run these commands in the folder that holds `{REVISIONS}` and `{RELEASES}`. "
            "This is a checkout of the branch, or a copy of the site."
        ),
        "## Check the files against the list",
        f"    sha256sum -c {folder}SHA256SUMS",
        (
            "A file that was redacted later differs from this list. Its new hash is in the `SHA256SUMS` of the release "
            "that redacted it, and the `release.json` of that release says on whose authority and why. A suspended "
            "file is a notice, and the `release.json` of that release has the hash of the file that the notice "
            "replaces. When the suspension ends, the file is back, byte for byte."
        ),
        "## Check the list against the ledger",
        f"    sha256sum {folder}SHA256SUMS",
        (
            f"This must print the hash that the ledger, `{LEDGER}`, has as `sha256sums` in the line with "
            f'`"version":"{version}"`.'
        ),
        "## Check the ledger against a copy",
        (
            "Each line of the ledger has the hash of the line before as `previous`. "
            "This command prints the hash of the last line, which the next release will have as `previous`:"
        ),
        f"    tail -n 1 {LEDGER} | tr -d '\\n' | sha256sum",
        (
            "To see that no release was removed, compare the last line with a copy that was kept elsewhere, such as "
            "`ledger-head-*.json` among the files of a release."
        ),
    ]
    if is_stamped:
        parts += [
            "## Check the timestamp (RFC 3161)",
            f"    openssl ts -verify -data {folder}SHA256SUMS -in {folder}SHA256SUMS.tsr -CAfile {folder}tsa.pem",
            f"    openssl ts -reply -in {folder}SHA256SUMS.tsr -text",
            (
                "The second command prints the time at which the list existed. The certificates in `tsa.pem` belong to "
                "the timestamp authority. Compare them with the certificates that the authority publishes."
            ),
        ]
    if is_signed:
        parts += [
            "## Check the signature",
            (
                f"    ssh-keygen -Y verify -f {folder}allowed_signers -I release -n dossier-release "
                f"-s {folder}SHA256SUMS.sig < {folder}SHA256SUMS"
            ),
            (
                "The key in `allowed_signers` belongs to the publisher. Compare it with the key that the publisher has "
                "published elsewhere."
            ),
        ]
    return ("\n\n".join(parts) + "\n").encode()
