"""HTTP requests with limits of size and time, and with retries. [io]"""

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

_CONNECT_SECONDS, _SILENT_SECONDS, _TOTAL_SECONDS = 10, 30, 300
_ATTEMPTS = 4
_CHUNK = 64 * 1024
_OK = 200


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response: its status code (RFC 9110), its content, and its address, to which the first may have redirected.

    Too much content is cut off after the limit and a single byte more, so that its length shows it.
    """

    status: int
    content: bytes
    address: str


@dataclass(slots=True)
class Fetcher:
    """An HTTP client that keeps its connections open, for use by up to `threads` threads at once."""

    threads: int = 1
    _session: requests.Session = field(default_factory=requests.Session)

    def __enter__(self) -> Self:
        # A busy server says when to come back. We wait at most `retry_after_max` seconds for it.
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

    def get(self, address: str, most: int) -> HttpResponse:
        """The response to a GET request, with at most `most` bytes of content.

        Raises DossierError if the server does not answer, the response breaks off, or its content is compressed.
        """
        return self._request("GET", address, most, None, {})

    def post(self, address: str, content: bytes, headers: Mapping[str, str], most: int) -> HttpResponse:
        """The response to a POST request with this content. The rest is as for `get`."""
        return self._request("POST", address, most, content, headers)

    def _request(
        self, method: str, address: str, most: int, content: bytes | None, headers: Mapping[str, str]
    ) -> HttpResponse:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._request_once(method, address, most, content, headers)
            except (requests.ConnectionError, requests.Timeout, HTTPError) as error:
                # urllib3 has already retried a failed connection. Only a response that broke off is new.
                if attempt == _ATTEMPTS or isinstance(error, requests.ConnectionError):
                    raise DossierError(f"`{clean(address)}` does not answer: {_reason(error)}") from None
            except (requests.RequestException, ValueError) as error:
                raise DossierError(f"the request to `{clean(address)}` failed: {_reason(error)}") from None
        raise AssertionError("the last attempt returns or raises")

    def _request_once(
        self, method: str, address: str, most: int, content: bytes | None, headers: Mapping[str, str]
    ) -> HttpResponse:
        end = time.monotonic() + _TOTAL_SECONDS
        limits = (_CONNECT_SECONDS, _SILENT_SECONDS)
        with self._session.request(
            method, address, data=content, headers=dict(headers), timeout=limits, stream=True
        ) as response:
            encoding = response.headers.get("Content-Encoding", "identity")
            if response.status_code == _OK and encoding.strip().lower() != "identity":
                raise DossierError(f"`{clean(address)}` answers with compressed content, although it was asked not to")
            chunks, size = [], 0
            while size <= most:
                chunk = response.raw.read1(min(_CHUNK, most + 1 - size), decode_content=False)
                if not chunk:
                    break
                chunks.append(chunk)
                size += len(chunk)
                if time.monotonic() > end:
                    raise requests.Timeout(f"more than {_TOTAL_SECONDS} seconds")
            return HttpResponse(response.status_code, b"".join(chunks), response.url)


def _reason(error: Exception) -> str:
    """The innermost reason of an error, which says what happened. The outer reasons only mention the retries."""
    inner: BaseException = error
    while (cause := getattr(inner, "reason", None) or next(iter(inner.args), None)) is not None:
        if not isinstance(cause, BaseException):
            break
        inner = cause
    return clean(str(inner))
