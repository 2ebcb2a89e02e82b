"""Words that a reader who types keywords leaves out."""

STOP_WORDS = frozenset("""
    a about above after again against all also am an and any are as at be because been before being below between
    both but by can cannot could did do does doing down during each either few for from further get got had has have
    having he her here hers him his how i if in into is it its just many may me might more most much must my no nor
    not of off on once only or other our ours out over own per same shall she should so some such than that the their
    theirs them then there these they this those through to too under until up upon us very was we were what when
    where whether which while who whom whose why will with within without would yes you your yours
    i'm i've i'd it's what's don't doesn't can't won't isn't aren't that's there's
    """.split())
