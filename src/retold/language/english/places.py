"""Words by which a place is known in English."""

from __future__ import annotations

# "To" and "from" name persons as often as places.
AT_A_PLACE = frozenset("in at near outside".split())

# After these comes what is talked about, wherever that is: "a meeting about the tensions near Holm" need not be near Holm.
_OPENING_TOPICS = (
    "regarding concerning discuss discusses discussed discussing debate debated debating mention mentions mentioned mentioning"
    " condemn condemns condemned condemning deplore deplored deploring denounce denounced denouncing"
)
OPENING_TOPICS = frozenset(_OPENING_TOPICS.split())
# "About 40 boats", "about a mile", "about to" open none.
ABOUT = "about"
# "Warned of the fires", "fears over a strike" tell a topic; "a meeting of the mayors in Holm", "a talk over dinner in Holm" do not.
_WORRIES = "fear fears concern concerns worry worries worried anger outrage row dispute tension tensions"
_SPEAKING = (
    "warn warns warned warning speak speaks spoke spoken speaking talk talks talked talking accuse accused accusing complain"
    " complained complaining say says said saying"
)
BEFORE_A_TOPIC = {
    "of": frozenset(f"{_WORRIES} {_SPEAKING}".split()),
    "over": frozenset(_WORRIES.split()),
}
# "Talks on the war in Holm": what is known already is the topic, not the place at which it is talked about.
_ON_A_TOPIC = "talk talks spoke speech statement statements remarks question questions report reports debate discussion discussions resolution"
ON_A_TOPIC = frozenset(_ON_A_TOPIC.split())
