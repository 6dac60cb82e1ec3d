"""Turn an address into what a server answers: within limits of size and time, and again where it fails. [io]"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry
from urllib3.exceptions import HTTPError

from dossier import __version__
from dossier.errors import DossierError
from dossier.system.terminal import clean

_CONNECT_SECONDS, _SILENT_SECONDS, _ALL_SECONDS = 10, 30, 300
_ATTEMPTS = 4
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of an answer (RFC 9110) and its content, cut off one byte past what was allowed."""

    status: int
    content: bytes


@dataclass(slots=True)
class Fetcher:
    """Connections that are kept and used again, by as many threads as it is made for."""

    threads: int = 1
    _session: requests.Session = field(default_factory=requests.Session)

    def __enter__(self) -> Self:
        # Whoever is asked for too much says when to come back; nobody is waited for longer than this.
        retry = Retry(
            _ATTEMPTS,
            backoff_factor=0.25,
            backoff_jitter=0.5,
            status_forcelist=(429, 500, 502, 503, 504),
            allowed_methods=None,
            raise_on_status=False,
            retry_after_max=60,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=self.threads, max_retries=retry))
        self._session.max_redirects = 5
        self._session.headers = {"User-Agent": f"dossier/{__version__}", "Accept-Encoding": "identity"}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def get(self, address: str, most: int) -> Answer:
        """What a server answers; raises DossierError where there is no answer, or one that breaks off."""
        return self._ask("GET", address, most, None, {})

    def post(self, address: str, content: bytes, headers: Mapping[str, str], most: int) -> Answer:
        """What a server answers to content; raises DossierError as `get` does."""
        return self._ask("POST", address, most, content, headers)

    def _ask(self, method: str, address: str, most: int, content: bytes | None, headers: Mapping[str, str]) -> Answer:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._once(method, address, most, content, headers)
            except (requests.ConnectionError, requests.Timeout, HTTPError) as error:
                # That it cannot be reached has been tried again already; what is left is an answer that broke off.
                if attempt == _ATTEMPTS or isinstance(error, requests.ConnectionError):
                    raise DossierError(f"`{clean(address)}` does not answer: {_reason(error)}") from None
            except (requests.RequestException, ValueError) as error:
                raise DossierError(f"`{clean(address)}` cannot be asked: {_reason(error)}") from None
        raise AssertionError("the last attempt returns or raises")

    def _once(self, method: str, address: str, most: int, content: bytes | None, headers: Mapping[str, str]) -> Answer:
        end = time.monotonic() + _ALL_SECONDS
        limits = (_CONNECT_SECONDS, _SILENT_SECONDS)
        with self._session.request(
            method, address, data=content, headers=dict(headers), timeout=limits, stream=True
        ) as answer:
            pieces, size = [], 0
            while size <= most:
                piece = answer.raw.read1(min(_PIECE, most + 1 - size), decode_content=True)
                if not piece:
                    break
                pieces.append(piece)
                size += len(piece)
                if time.monotonic() > end:
                    raise requests.Timeout(f"more than {_ALL_SECONDS} seconds")
            return Answer(answer.status_code, b"".join(pieces))


def _reason(error: Exception) -> str:
    """The innermost reason, which says what happened; the outer ones say that it was tried again."""
    inner: BaseException = error
    while (cause := getattr(inner, "reason", None) or next(iter(inner.args), None)) is not None:
        if not isinstance(cause, BaseException):
            break
        inner = cause
    return clean(str(inner))
