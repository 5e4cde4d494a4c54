"""How a notebook shows a verdict. Every text is escaped: names of runs and files are data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .verdict import Verdict

_COLOURS = {"healthy": "#1a7f37", "warning": "#9a6700", "waiting": "#57606a"}
_FAILED = "#cf222e"
_ROWS = 8


def verdict_html(verdict: Verdict, name: str = "") -> str:
    """:param name: of the run; "" for none"""
    colour = _COLOURS.get(verdict.status, _FAILED)
    head = escape(verdict.title or "Waiting")
    details = [escape(text) for text in (_since(verdict), _sure(verdict)) if text]
    lines = [
        f'<strong style="color:{colour}">{head}</strong>'
        + "".join(f" · {text}" for text in details)
        + (f" · <code>{escape(name)}</code>" if name else ""),
        escape(verdict.sentence),
    ]
    if verdict.remedy:
        lines.append(f"Try next: {escape(verdict.remedy)}")
    body = "".join(f"<div>{line}</div>" for line in lines)
    return f'<div style="border-left:4px solid {colour};padding:2px 10px">{body}{_course(verdict.raw)}</div>'


def link_html(url: str) -> str:
    """A link, where the address is one of the web."""
    if not url.startswith(("http://", "https://")):
        return ""
    return f'<div><a href="{escape(url)}" target="_blank" rel="noreferrer">{escape(url)}</a></div>'


def table_html(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """:param rows: texts, which are escaped here"""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def number(value: float | None) -> str:
    """Three significant digits; "" where it was not measured."""
    return "" if value is None else f"{value:.3g}"


def _since(verdict: Verdict) -> str:
    return f"since {verdict.since}" if verdict.since else ""


def _sure(verdict: Verdict) -> str:
    return f"{verdict.confidence} confidence" if verdict.confidence else ""


def _course(raw: Mapping[str, Any]) -> str:
    course: list[Mapping[str, Any]] = list(raw.get("course") or [])[-_ROWS:]
    rows = [
        (str(point.get("label") or point.get("step")), number(point.get("modes")), number(point.get("alike")))
        for point in course
    ]
    return table_html(("checkpoint", "distinct modes", "alike pairs"), rows) if rows else ""
