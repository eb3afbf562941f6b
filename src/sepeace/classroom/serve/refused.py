"""What a browser is told when it is refused: a status, a word for the page, a sentence for people."""

from __future__ import annotations


class Refused(Exception):
    """A request that is answered with a status from 400 on.

    Args:
        status: of HTTP.
        word: by which the page finds its own sentence, in its own language.
        sentence: what is wrong and what would pass, for whoever asks without the page.
        wait: seconds after which it may be asked again.
    """

    def __init__(self, status: int, word: str, sentence: str, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.status, self.word, self.sentence, self.wait = status, word, sentence, wait

    def told(self) -> dict[str, str]:
        """What is answered."""
        return {"error": self.word, "message": self.sentence}

    def headers(self) -> dict[str, str]:
        """When it may be asked again, if that is known."""
        return {} if self.wait is None else {"retry-after": str(max(1, round(self.wait)))}
