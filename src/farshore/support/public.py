"""What `app` may take from support: asking without a conversation."""

from farshore.support.service.answerer import Answerer
from farshore.support.service.asking import Asked, answer_line, ask, to_question

__all__ = ["Answerer", "Asked", "answer_line", "ask", "to_question"]
