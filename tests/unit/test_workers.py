"""Pieces of work shared out to threads: what is whole is kept, whatever becomes of the rest."""

from concurrent.futures import Future
from dataclasses import dataclass

import pytest

from sepeace.execution import workers
from sepeace.execution.workers import Count


@dataclass(frozen=True)
class Piece:
    name: str
    count: int = 1


# Red when a fault in one piece loses another that had ended by the time it was heard.
def test_of_pieces_that_ended_together_the_whole_one_is_kept():
    good, bad = Future(), Future()
    good.set_result("good")
    bad.set_exception(KeyboardInterrupt())

    class Pool:
        def submit(self, work, piece):
            return {"good": good, "bad": bad}[piece.name]

    for pieces in ([Piece("bad"), Piece("good")], [Piece("good"), Piece("bad")]):
        kept = {}
        with pytest.raises(KeyboardInterrupt):
            workers._share(Pool(), None, pieces, 2, kept.__setitem__, Count(2))
        assert list(kept.values()) == ["good"]
