"""The token of a job, as git receives it without a file."""

from __future__ import annotations

import base64
from collections.abc import Mapping


def credentials(environment: Mapping[str, str]) -> dict[str, str]:
    """Environment variables that make git send the token to the host only. Empty if there is no token."""
    token = environment.get("GH_TOKEN", "")
    if not token:
        return {}
    server = environment.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    encoded = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {encoded}",
    }
