"""A person's word about a doubtful pair, and everything that follows from it."""

from data.errors import UnknownChoice, UnknownQuestion
from data.identity.ledger import settle
from data.identity.questions import DIFFERENT, SAME, write_answer
from data.store import writing
from data.summaries import Touched, refresh


def decide(question_id: int, answer: str, *, decided_by: str = "", url: str | None = None) -> None:
    """Keep the answer (``same`` or ``different``) and bring markets and summaries to what follows from it, or change
    nothing.

    Raises: UnknownQuestion, UnknownChoice, BothHavePayments, StoreProblem.
    """
    if answer not in (SAME, DIFFERENT):
        raise UnknownChoice(name="answer", value=answer, allowed=f"{SAME}, {DIFFERENT}")
    with writing(url) as connection:
        if not write_answer(connection, question_id, answer, decided_by):
            raise UnknownQuestion(question_id=question_id)
        refresh(connection, Touched(markets=settle(connection).touched))
