"""What `app` may take from support: asking without a conversation, and how many conversations there are."""

from farshore.support.service.answerer import Answerer
from farshore.support.service.asking import Asked, answer_line, ask, to_question
from farshore.support.service.counting import count_things

__all__ = ["Answerer", "Asked", "answer_line", "ask", "count_things", "to_question"]
