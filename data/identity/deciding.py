"""A person's word about a doubtful pair, and everything that follows from it."""

from data.errors import UnknownQuestion
from data.identity.ledger import settle
from data.identity.questions import write_answer
from data.store import writing
from data.summaries import Touched, refresh


def decide(question_id: int, answer: str, *, decided_by: str = "", url: str | None = None) -> None:
    """Keep the answer (``same`` or ``different``) and bring markets and summaries to what follows from it, or change nothing.

    Raises: UnknownQuestion, StoreProblem.
    """
    with writing(url) as connection:
        if not write_answer(connection, question_id, answer, decided_by):
            raise UnknownQuestion(question_id=question_id)
        refresh(connection, Touched(markets=settle(connection).touched))
