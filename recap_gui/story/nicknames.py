"""Short and pet forms of first names, as English has them: which first names a form may stand for."""

from __future__ import annotations

_FORMS = """
abigail: abby gail
albert: al bert bertie
alexander: alex al sandy xander lex
alexandra: alex sandra lexi lexie sandy
alfred: al alf alfie fred freddie
andrew: andy drew
angela: angie
anthony: tony ant
antonia: toni
arthur: art artie
barbara: barb babs barbie
benjamin: ben benny benji
bernard: bernie
caroline: carrie caro
catherine: cathy cath kate katie cat kitty
charles: charlie chuck chas
charlotte: charlie lottie
christina: chris chrissy tina
christine: chris chrissy tina
christopher: chris kit topher
cynthia: cindy
daniel: dan danny
david: dave davy
deborah: deb debbie
donald: don donnie
dorothy: dot dottie dolly
edward: ed eddie ted teddy ned
eleanor: ellie nell nora lennie
elizabeth: liz lizzie lizzy beth betsy betty eliza libby lisa bess
emily: em emmy
eugene: gene
florence: flo flossie
frances: fran frankie
francis: frank frankie
franklin: frank
frederick: fred freddie
gabriel: gabe
gabrielle: gaby gabby
geoffrey: geoff jeff
george: georgie
gerald: gerry jerry
gregory: greg
gwendolyn: gwen
harold: harry hal
helen: nell nellie
henry: harry hank hal
isabella: izzy bella belle
jacob: jake
jacqueline: jackie
james: jim jimmy jamie jem
janet: jan
jeffrey: jeff
jennifer: jen jenny
jeremiah: jerry jem
jessica: jess jessie
joanna: jo
john: johnny jack
jonathan: jon jonny johnny nathan
joseph: joe joey
josephine: jo josie
joshua: josh
judith: judy jude
katherine: kate katie kathy kat kitty kath kay
kathleen: kate katie kathy kath
kenneth: ken kenny
kimberly: kim
laurence: larry laurie
lawrence: larry laurie
leonard: len lenny leo
lillian: lil lily lilly
louis: lou
louise: lou
lucille: lucy
margaret: maggie meg peggy peg marge margie greta daisy rita
martha: marty
martin: marty
mary: molly polly mae
matilda: tilly tilda mattie
matthew: matt matty
maximilian: max
megan: meg
melissa: mel missy
michael: mike mikey mick mickey
michelle: shelly
mildred: millie
mitchell: mitch
mohammed: mo
nancy: nan
natalie: nat
natasha: tasha nat
nathaniel: nate nat nathan
nicholas: nick nicky nico
nicole: nicky nikki
oliver: ollie
olivia: liv livvy
pamela: pam
patricia: pat patty tricia trish
patrick: pat paddy rick
penelope: penny nell
peter: pete
philip: phil pip
phillip: phil pip
rachel: rach
rebecca: becky becca
richard: rick ricky dick rich richie
robert: bob bobby rob robbie bert
roderick: rod rick
ronald: ron ronnie
rosemary: rose rosie
russell: russ
samantha: sam sammy
samuel: sam sammy
sarah: sally sadie
sebastian: seb
sophia: sophie
stephanie: steph
stephen: steve stevie
steven: steve stevie
stuart: stu
susan: sue susie suzie
susanna: sue susie
suzanne: sue suzie
terence: terry
teresa: terry tess tessa
theodore: ted teddy theo
theresa: terry tess tessa
thomas: tom tommy
timothy: tim timmy
valerie: val
veronica: ronnie roni
vernon: vern
victor: vic
victoria: vicky tori vic
vincent: vin vinnie vince
virginia: ginny
walter: walt wally
wilfred: wilf fred
wilhelmina: billie mina minnie
william: will bill billy willy liam
winifred: winnie fred freddie
zachary: zach zack
"""


def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _FORMS.split("\n"):
        name, _, forms = row.partition(":")
        for form in (name, *forms.split()):
            if form:
                found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


_NAMES = _table()


def full_names(form: str) -> frozenset[str]:
    """The first names that `form` (in small letters) is, or may be short for."""
    return _NAMES.get(form, frozenset((form,))) | {form}


def may_be_one(form: str, other: str) -> bool:
    """Whether two first names, in small letters, may be forms of one."""
    return not full_names(form).isdisjoint(full_names(other))
