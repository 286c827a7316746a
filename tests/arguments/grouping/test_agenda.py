"""What only keeps a talk going is no argument; what claims something is."""

import pytest

from retold.arguments.grouping.agenda import is_agenda_talk
from retold.arguments.grouping.group import group_arguments
from tests.arguments.grouping.test_group import TEXTS, frame

TALK = [
    "We will speak again on Tuesday.",
    "This is clear to us.",
    "Thank you very much for your questions.",
    "Good evening, ladies and gentlemen.",
    "We have already discussed this many times.",
    "I have already answered that question.",
    "Let me say it once more.",
    "We will come back to this issue later.",
    "The next meeting will take place in Geneva in May.",
    "I would like to thank the organisers of the conference.",
    "Let us move on to the next topic.",
    "I spoke with the president about this yesterday.",
    "We agreed to talk by phone next week.",
    "He told me the same thing a month ago.",
    "I know that very well.",
    "I will inform you about the details tomorrow.",
    "Everyone here understands what we are talking about.",
    "I am glad to see all of you here today.",
    "We have plenty to discuss this afternoon.",
    "Are there any other questions from the press?",
    "That concludes my opening remarks.",
    "I think I have answered your question.",
    "We welcome our guests from abroad.",
    "Our teams will continue the conversation in the coming days.",
    "The minister will brief you about it after the session.",
    "As I said earlier, this is an important matter.",
    "I'd like to begin with the first point.",
    "You have asked a very good question.",
    "We heard what they said.",
    "Allow me to finish my answer first.",
    "We can talk about that tomorrow morning.",
    "You know my position on this.",
    "I was told about it only this morning.",
    "I am grateful for your hospitality and for this warm reception.",
    "My colleague will explain this to you in more detail.",
    "Let me come to your second question now.",
    "We exchanged views on a number of topics.",
]
CLAIMS = [
    "",
    "🙂🙂🙂",
    "Мы поговорим об этом снова во вторник.",
    "Norland Kestrawa Hadrim Selmark Vienna",  # names alone
    "We will not talk to them before they withdraw.",
    "They never answered our proposals.",
    "We are ready to negotiate on any terms.",
    "The talks were used to buy time for rearming.",
    "Nobody asked the farmers before the dam was built.",
    "They know that the bridge is unsafe.",
    "The ministers spoke of peace and prepared for war.",
    "We want to close the mine by June.",
    "I ask you to lower the tax on land.",
    "The question is who pays for the school.",
    "It is clear that prices will rise.",
    "We thank them for the loan, and we will pay back every crown of it with interest within nine years of today.",
    "Russia will hold the islands.",
    "They said one thing and did another.",
    "The water is ours.",
    "We must meet our climate goals.",
    "He called the vote a fraud.",
    "The press is free here.",
    "They promised to close the plant and it is still open.",
    "The president should resign immediately.",
]


@pytest.mark.parametrize("text", TALK)
def test_talk_of_the_talk(text):
    assert is_agenda_talk(text)
    assert is_agenda_talk(f"“{text}”")


@pytest.mark.parametrize("text", CLAIMS)
def test_a_claim_is_no_talk(text):
    assert not is_agenda_talk(text)


def test_agenda_talk_makes_no_group():
    talk = ["We will speak about it again on Tuesday.", "We will speak about this again next Tuesday."]
    groups = group_arguments(frame([*TEXTS[:5], *talk]), replicates=10)
    names = groups.arguments.set_index("statement_id")["argument"]
    assert names["a:7"] == names["b:6"] == "none"
    assert len(groups.groups) == 2
