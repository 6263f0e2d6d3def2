"""One turn of the bot: read on a snapshot, composed outside any transaction, stored in one short write."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.language.packs import load_pack
from farshore.platform import shops
from farshore.support import repository
from farshore.support.answering.records import Answer, Question, Turn
from farshore.support.models import Message, Trace
from farshore.support.service import complaints, traces
from farshore.support.service.answerer import Composed, ShopView, read_shop
from farshore.support.service.conversations import append
from farshore.support.service.locales import to_language
from farshore.support.service.pages import product_of

TURNS_BACK = 8


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message to answer, with all that is known around it at one snapshot."""

    message: Message
    view: ShopView
    question: Question
    bot_epoch: int
    lang: str


async def prepare(session: AsyncSession, message_id: UUID, *, has_person: bool) -> Prepared | None:
    """What to answer; None when it is answered, or no longer the bot's."""
    message = await repository.find_message(session, message_id)
    if message is None or message.task != "open":
        return None
    conversation = await repository.find_conversation(session, message.conversation_id)
    shop = await shops.find_shop_by_id(session, message.shop_id)
    if conversation is None or shop is None or conversation.state not in {"bot", "waiting"}:
        return None
    before = await repository.last_messages(session, conversation.id, before=message.seq, limit=TURNS_BACK)
    question = Question(
        message.text,
        page=product_of(message.page or conversation.page),
        country=conversation.country,
        prior=tuple(_turn(m) for m in before),
        locale=to_language(conversation.locale),
    )
    view = await read_shop(session, shop, has_channel=has_person)
    return Prepared(message, view, question, conversation.bot_epoch, conversation.lang)


def _turn(message: Message) -> Turn:
    match message.role:
        case "shopper":
            return Turn("shopper", message.text)
        case "person":
            return Turn("person", message.text)
        case _:
            return Turn("assistant", message.text)


async def store(session: AsyncSession, given: Prepared, composed: Composed) -> Message | None:
    """Store an answer, unless somebody else was faster or a person took over; its message.

    Emits: ComplaintHeard, once for each conversation and matter.
    """
    message = given.message
    conversation = await repository.find_conversation(session, message.conversation_id, for_update=True)
    if conversation is None:
        return None
    is_ours = conversation.bot_epoch == given.bot_epoch and conversation.state in {"bot", "waiting"}
    if not await repository.close_task(session, message.id, "done" if is_ours else "left") or not is_ours:
        return None
    answer = composed.answer
    row = append(conversation, "assistant", answer.text, answer.lang)
    content, claims, versions = await traces.make_trace(session, given.view.id, message.text, composed)
    kept = await traces.keep_evidence(session, given.view.id, composed)
    row.answers_id, row.handoff, row.reason = message.id, answer.handoff, answer.reason
    row.confidence, row.took_ms = answer.confidence, composed.took_ms
    row.evidence = [kept[e] for e in answer.evidence]
    row.cards = traces.cards(composed.products, answer.lang)
    conversation.lang = answer.lang
    if answer.handoff:
        conversation.state = "waiting"
    session.add(row)
    await session.flush()
    about = {"products": versions, "policies": given.view.policies_number}
    session.add(Trace(message_id=row.id, shop_id=row.shop_id, content=content, claims=claims, versions=about))
    if answer.complaint:
        await complaints.tell(session, given.view, message, composed)
    await session.flush()
    return row


def apology(given: Prepared) -> Composed:
    """What is said when composing broke: a person is asked, nothing is claimed."""
    said = load_pack(given.lang).phrases["handoff"]
    text = said if isinstance(said, str) else next(iter(said.values()))
    answer = Answer(text, given.lang, handoff=True, reason="low_confidence", evidence=(), confidence=0.0)
    return Composed(answer, (), 0.0, ())
