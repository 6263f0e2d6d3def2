import re
from collections import defaultdict

import pytest

from farshore.language.packs import Phrase, concept_kinds, intent_groups, load_pack
from farshore.language.render.locale import locale_of
from farshore.language.text import LANGUAGES

pytestmark = pytest.mark.unit
MOST_SHARING = 3
"""A cue that more labels share tells nothing."""
ALL = pytest.mark.parametrize("lang", LANGUAGES)


def slots(phrase: Phrase) -> set[str]:
    forms = [phrase] if isinstance(phrase, str) else list(phrase.values())
    return {slot for form in forms for slot in re.findall(r"\{(\w+)\}", form)}


@ALL
def test_every_phrase_is_there_with_the_slots_of_english(lang: str) -> None:
    english, pack = load_pack("en"), load_pack(lang)

    assert {k: slots(p) for k, p in pack.phrases.items()} == {k: slots(p) for k, p in english.phrases.items()}


@ALL
def test_every_list_of_words_is_there(lang: str) -> None:
    assert set(load_pack(lang).words) == set(load_pack("en").words)


@ALL
def test_every_intent_and_concept_can_be_heard(lang: str) -> None:
    pack = load_pack(lang)

    assert set(pack.intents) == set(intent_groups())
    assert set(pack.concepts) == set(concept_kinds())
    assert [k for k, entry in {**pack.intents, **pack.concepts}.items() if not entry.cues] == []


@ALL
def test_yes_and_no_sentences_are_of_yes_or_no_concepts_alone(lang: str) -> None:
    said = {key for key, concept in load_pack(lang).concepts.items() if concept.yes and concept.no}
    some = {key for key, concept in load_pack(lang).concepts.items() if concept.yes or concept.no}

    assert said == some == {key for key, kind in concept_kinds().items() if kind.value == "yesno"}


@ALL
def test_counted_phrases_have_every_plural_of_their_language(lang: str) -> None:
    plurals = {*locale_of(lang).plural_form.tags, "other"}
    counted = {key: set(p) for key, p in load_pack(lang).phrases.items() if isinstance(p, dict)}

    assert counted == dict.fromkeys(("days", "business_days", "pieces"), plurals)


@ALL
def test_no_cue_is_shared_by_so_many_labels_that_it_tells_nothing(lang: str) -> None:
    pack = load_pack(lang)
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for key, entry in {**pack.intents, **pack.concepts}.items():
        for cue in entry.cues:
            labels[cue.casefold()].add(key)

    assert {cue: found for cue, found in labels.items() if len(found) > MOST_SHARING} == {}
