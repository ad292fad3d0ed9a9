"""Judges tables by their Table Schemas: what Frictionless says of them, as plain data.

To import Frictionless takes as long as to read some hundred records. So where the system can copy a process, a copy
imports it while the records are read, and judges the tables when they have been.
"""

from __future__ import annotations

import contextlib
import functools
import json
import multiprocessing
import signal
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from charterkit import aside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from types import TracebackType

    from frictionless import Error, Field, Schema

_NO_LIMIT = 1_000_000
_FIRST_ROW = 2  # Frictionless counts rows from 1, and the header as one of them
_SMALL = (json.dumps({"fields": [{"name": "a", "type": "string"}]}), ("a",), (("",),))


class Fault(NamedTuple):
    """What is wrong: of which `type`, and the `note` on it; in the field `name` of the row `row`, counted from 0.

    The row is None where the schema itself is to blame.
    """

    type: str
    note: str
    name: str = ""
    row: int | None = None


Question = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]
"""A table: its schema as JSON, the names of its columns, and its rows of cells."""


class Judge:
    """Judges tables, once: `with Judge() as judge` before they are read; `ask` when they have been, then `faults`."""

    def __init__(self) -> None:
        """Send for Frictionless, unless it is here."""
        self.questions: list[Question] = []
        self.process: multiprocessing.process.BaseProcess | None = None
        self.asked: Connection | None = None
        if "frictionless" not in sys.modules and aside.possible():
            context = multiprocessing.get_context("fork")
            self.asked, answers = context.Pipe()
            self.process = context.Process(target=_answer, args=(answers, self.asked), daemon=True)
            self.process.start()
            answers.close()

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave no process behind, whether it was asked or not."""
        if self.process and self.asked:
            self.asked.close()
            self.process.kill()
            self.process.join()

    def ask(self, questions: list[Question]) -> None:
        """Ask what is wrong with each table, and do not wait."""
        self.questions = questions
        if self.asked:
            with contextlib.suppress(OSError):  # then there will be no answer
                self.asked.send(questions)

    def faults(self) -> list[tuple[Fault, ...]]:
        """Give what is wrong with each of the tables."""
        if self.asked:
            with contextlib.suppress(OSError, EOFError):  # the copy is gone, for want of memory say
                answer: list[tuple[Fault, ...]] = self.asked.recv()
                return answer
        return [judged(*question) for question in self.questions]


def _answer(asked: Connection, theirs: Connection) -> None:
    """Answer one question, in a process of its own; what it needs is imported before.

    `theirs` is the end of who asks, which a copy has too: while it were open here, nobody's end would be heard of.
    """
    theirs.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks is told of it too, and ends this process
    with contextlib.suppress(Exception):  # where this fails, so does who asks when they judge themselves, and tells it
        judged(*_SMALL)
        questions: list[Question] = asked.recv()
        asked.send([judged(*question) for question in questions])


@functools.lru_cache(maxsize=128)
def judged(schema: str, names: tuple[str, ...], cells: tuple[tuple[str, ...], ...]) -> tuple[Fault, ...]:
    """Give the faults of a table. Remembered, so that `serve` judges only the tables that an edit has changed."""
    from frictionless import (  # noqa: PLC0415 - 0.2 s, which `--help` need not wait for
        Checklist,
        FrictionlessException,
        Resource,
        Schema,
    )

    def read() -> Iterator[list[str]]:
        yield list(names)
        yield from map(list, cells)

    try:
        resource = Resource(name="table", data=read, schema=_uncopied(Schema.from_descriptor(json.loads(schema))))
        report = resource.validate(Checklist(), limit_errors=_NO_LIMIT)
    except FrictionlessException as error:
        return (Fault("schema", " ".join(reason.note for reason in error.reasons or [error.error])),)
    return tuple(map(_fault, (*report.errors, *(error for task in report.tasks for error in task.errors))))


def _fault(error: Error) -> Fault:
    number = getattr(error, "row_number", None)
    row = None if number is None else number - _FIRST_ROW
    return Fault(error.type, error.note, getattr(error, "field_name", ""), row)


def _uncopied(schema: Schema) -> Schema:
    """Let fields stay themselves when copied: Frictionless copies each twice a table, to shield it from readers."""
    for field in schema.fields:
        field.to_copy = functools.partial(_itself, field)  # type: ignore[method-assign]
    return schema


def _itself(field: Field, **_: Any) -> Field:  # noqa: ANN401 - as Frictionless has it
    return field
