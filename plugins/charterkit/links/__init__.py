"""Whether what a site refers its readers to is still there: the addresses in its files are asked one by one.

`found` gathers the addresses, `visits` asks for them, `told` writes what came of it. This is the only part of the
engine that uses a network, and only `charterkit links` starts it: neither a check nor a build ever does.
"""
