"""The embedded PostgreSQL: a server of this checkout's own, there while a program uses it.

    binaries.py   where the server's programs are, and as whom they run
    server.py     start it, or join it
    guard.py      the process that holds the server as its child and stops it when nobody is left
    base.py       Django's database backend: the first connection brings the server up

Every program holds a shared lock on the file `lease`; the kernel takes it away when the program ends, however it
ends. The guard keeps asking for the exclusive one, and when it gets it there is nobody left to serve.
"""
