/// The words of languages that are too common to be searched for: articles, pronouns, prepositions, conjunctions and
/// forms of auxiliary verbs.
enum StopWordLists {
  static let danish = """
    ad af alle alt at blev blive bliver da de dem den denne der deres det dette dig din dine disse dit dog du efter \
    eller en end er et for fra ham han hans har havde have hende hendes her hos hun hvad hvem hver hvilken hvis hvor \
    hvordan hvorfor hvornår i ikke ind jeg jer jeres jo kan kun kunne man mange med meget men mig min mine mit mod må \
    ned noget nogle nu når og også om op os over på sin sine sit skal skulle som så til ud under var vi vil ville vor \
    være været
    """

  static let dutch = """
    aan als altijd ben bij daar dan dat de deze die dit doch doen door dus een en er ge geen haar had heb hebben heeft \
    hem het hier hij hoe hun ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog \
    nu of om omdat ons onze ook op over reeds te tegen toch toen tot u uit uw van veel voor waar waarom wanneer want \
    waren was wat we welke wel werd wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou
    """

  static let english = """
    a about after all also am an and any are arent as at be because been before being \
    between both but by can cant could did didnt do does doesnt doing dont during each for \
    from further had has hasnt have having he her here hers him his how i if im in into is \
    isnt it its itself ive just me more most my myself no nor not of off on once only or \
    other our ours out over own same she should so some such than that thats the their \
    theirs them then there these they this those through to too under until up us very was \
    we were what whats when where which while who whom why will with wont would you your \
    yours
    """

  static let finnish = """
    ei eikä eivät emme en että he hän häneltä häntä hänen ja jo joka jos jossa jota ketkä kuka kuin kun kuten me meidän \
    mihin mikä miksi milloin minkä minun minä missä miten mitä mukaan mutta ne niiden niitä niin nyt ole olen olet oli \
    olivat olla on ovat se sekä sen siellä siinä sinun sinä sitä tai tuo tämä tämän tässä voi vai vain vaan
    """

  static let french = """
    à ai as au aussi aux avec avez avoir avons ayant c ce ceci cela ces cet cette ceux chez comme comment d dans de des \
    donc du elle elles en est et étaient était étant été être eu eux fait faut furent il ils j je l la là le les leur \
    leurs lui m ma mais me même mes moi mon n ne ni nos notre nous on ont ou où par pas peut peux plus pour pourquoi \
    qu quand que quel quelle quelles quels qui s sa sans se sera ses si soit son sont suis sur t ta te tes toi ton tous \
    tout toute très tu un une vos votre vous y
    """

  static let arabic = """
    أم أن أنا أنت أو أي أين إذا إلا إلى إن إنه الذي الذين التي بعد بل به بها بين تلك ثم حتى حيث ذلك عن عند على عليه عليها \
    غير فقط في فيه فيها قبل قد كان كانت كل كما كم كيف لا لكن لم لماذا له لها ليس ما ماذا متى مع من منه منها نحن هذا هذه \
    هل هم هنا هناك هو هي يا
    """

  static let german = """
    aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da damit dann das dass dein \
    deine dem den denn der des dessen deren die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem \
    einen einer eines er es etwas euch euer für gibt habe haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre \
    ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann kannst kein keine keinen können könnte man \
    manche mein meine meinem meinen meiner mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne sehr \
    sein seine seinem seinen seiner selbst sich sie sind so soll sollte sondern sonst über um und uns unser unsere unter \
    vom von vor war waren warum was weil welche welchem welchen welcher welches wenn wer werde werden wie wieder will \
    wird wo wollen würde würden zu zum zur zwar zwischen
    """

  static let hungarian = """
    a abban ahhoz ahogy ahol aki akik alatt amely amelyek ami amit arra arról az azok azon azt aztán be csak de e ebben \
    egy egyes el elő előtt én ennek erre és ez ezek ezen ezt ha hanem hogy hogyan ide így is itt ki kell kellene le \
    legyen lehet lesz lett ma maga még meg mely mert mi miért mikor milyen mind minden mint mit mivel most nagyon ne nem \
    nincs ő ők olyan ott össze pedig s saját se sem sok szerint tehát ti többi úgy ugyanis új után utána vagy vagyok van \
    vannak volna volt voltak
    """

  static let italian = """
    a abbiamo ad agli ai al alla alle allo anche avere aveva c che chi ci coi col come con cosa cui d da dagli dai dal \
    dalla dalle dallo degli dei del della delle dello di dove e è ed era erano essere fa fare fra gli ha hai hanno ho i \
    il in io l la le lei li lo loro lui ma me mi mia mie miei mio ne negli nei nel nella nelle nello noi non nostra \
    nostro o ogni per perché più può quale quali quando quanto quella quelle quello quelli questa queste questi questo \
    se sei si sia siamo sono sta sua sue sugli sui sul sulla sulle suo suoi te ti tra tu tua tue tuo un una uno vi voi \
    vostro
    """

  static let norwegian = """
    alle at av bare ble bli blir da de deg dem den denne der deres det dette di din ditt du eller en enn er et ett etter \
    for fordi fra før ha hadde han hans har hennes her hos hun hva hvem hver hvilke hvilken hvis hvor hvordan hvorfor i \
    ikke inn ja jeg kan kunne man mange med meg meget men mens min mitt mot må ned noe noen nå når og også om opp oss \
    over på seg selv sin sitt skal skulle slik som så til ut uten var ved vi vil ville vår vært være
    """

  static let portuguese = """
    a à ao aos aquela aquele aquilo as às até com como da das de dela dele delas deles depois do dos e é ela elas ele \
    eles em entre era eram essa essas esse esses esta está estão estas este estes eu foi foram há isso isto já lhe lhes \
    lo mais mas me mesmo meu meus minha minhas muito na não nas nem no nos nós nossa nosso num numa o onde os ou para \
    pela pelas pelo pelos pode por porque qual quais quando que quem se sem ser será seu seus só sua suas são também te \
    tem têm tenho ter teu tua tu um uma você vocês vos
    """

  static let romanian = """
    a acea aceasta această aceea acei aceia acel acela acele acest acesta aceste acestea acești ai aici al ale am ar are \
    as aș asta astfel atunci au avea avem aveți ca că când care ce cei cel cele cine cum cu da dacă dar de deci din \
    după ea ei el ele era este eu fi fie fost i îi îl în încât între și iar își l la le lor lui mai mea mei mele meu mi \
    mult ne nici noi nostru nu o or ori pe pentru poate prin sa să sale sau se si sunt te ți tu un una unde unei unor \
    unui va vă voi vor vostru
    """

  static let russian = """
    а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть \
    еще ещё же за здесь и из или им их к как какая какие какой ко когда кто ли либо мне может мой моя мы на над надо \
    наш не него нее нет ни них но ну о об однако он она они оно от очень по под при про с сам свой себя со так также \
    такие такой там те тем то того тоже той только том ты у уже хотя чего чей чем что чтобы чья эта эти это этого этом \
    этот я
    """

  static let spanish = """
    a al algo algunas algunos ante antes aquel aquella así aún aunque bien cada como cómo con contra cual cuál cuando \
    cuándo cuanto de del desde donde dónde durante e el él ella ellas ellos en entre era eran eres es esa esas ese esos \
    esta está están estar estas este esto estos estoy fue fueron ha había han has hasta hay he la las le les lo los más \
    me mi mí mis mucho muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque \
    puede puedo que qué quien quién se sea ser si sí sin sobre son soy su sus también tan tanto te tengo ti tiene tienen \
    tu tú tus un una uno unos vosotros y ya yo
    """

  static let swedish = """
    alla allt att av bara blev bli blir de dem den denna deras dess dessa det detta dig din dina ditt du där då efter \
    ej eller en er ett från för ha hade han hans har henne hennes hon honom hur här i icke ingen inom inte jag ju kan \
    kunde man med mellan men mig min mina mitt mot mycket ni nu när någon något några och om oss på samma sedan sig sin \
    sina sitt själv ska skall skulle som så sådan till under upp ut utan vad var varför vara varit varje vars vem vi vid \
    vilka vilken vilket vill åt än är över
    """

  static let turkish = """
    acaba ama ancak bana bazı belki ben beni benim bile bir biri birkaç biz bize bizi bizim bu buna bunda bundan bunu \
    bunun çok çünkü da daha de defa değil diye eğer en gibi hem hep hepsi her hiç için ile ise kadar kez ki kim kimse mi \
    mı mu mü nasıl ne neden nerede nereye niçin niye o olan olarak oldu olduğu olur on ona onlar onu onun sana sen seni \
    senin siz size sizi sizin şey şu tüm var ve veya ya yani yok zaman
    """
}
