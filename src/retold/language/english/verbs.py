"""The forms of English verbs: those that no ending tells, and the endings of the others."""

from __future__ import annotations

# Past forms that no ending tells, by the plain form. Common verbs of news English; a verb that is missing is
# taken for another word, and its change for a substitution.
_IRREGULAR = (
    "become became become,begin began begun,break broke broken,bring brought,bear bore born borne,bend bent,bind bound,build built,buy bought,"
    "catch caught,choose chose chosen,come came,cut cut,deal dealt,die dies died dying,dig dug,draw drew drawn,drink drank drunk,"
    "drive drove driven,eat ate eaten,fall fell fallen,feed fed,feel felt,fight fought,find found,fly flew flown,"
    "forget forgot forgotten,forgive forgave forgiven,freeze froze frozen,get got gotten,give gave given,"
    "go goes going went gone,grow grew grown,hear heard,hang hung,hide hid hidden,hold held,keep kept,know knew known,lay laid,"
    "lead led,leave left,lend lent,lie lies lay lain lying,light lit,lose lost,make made,mean meant,meet met,pay paid,ride rode ridden,"
    "ring rang rung,rise rose risen,run ran,see saw seen,seek sought,sell sold,send sent,shake shook shaken,"
    "shoot shot,show showed shown,sing sang sung,sink sank sunk,sit sat,sleep slept,shrink shrank shrunk,slide slid,speak spoke spoken,spin spun,spring sprang sprung,sting stung,sweep swept,swing swung,weep wept,wind wound,owe owes owed owing,tie ties tied tying,use uses used using,"
    "spend spent,stand stood,steal stole stolen,stick stuck,strike struck,swear swore sworn,swim swam swum,"
    "take took taken,teach taught,tear tore torn,tell told,think thought,throw threw thrown,"
    "understand understood,wear wore worn,win won,withdraw withdrew withdrawn,write wrote written"
)
IRREGULAR = {form: verb.split()[0] for verb in _IRREGULAR.split(",") for form in verb.split()}

# Forms that an ending tells, of verbs too short for a stem to go without it.
_SHORT = "kill kills killed killing,live lives lived living,last lasts lasted lasting"
#: The plain form of each verb's form that a stem begins from.
FORMS = {
    form: verb.split()[0] for verb in (*_IRREGULAR.split(","), *_SHORT.split(",")) for form in verb.split()
} | {"lays": "lay", "laying": "lay"}

#: What is added to a verb, the longest first; the "e" is what others take its place.
INFLECTIONS = ("ing", "ed", "es", "s", "e")
