"""Grading over HTTP on this machine: the gallery with real verdicts. Needs the ``serve`` extra.

Starlette and uvicorn do the HTTP: the field's standard pair, small, typed and long maintained. Parsing HTTP, refusing
foreign hosts, bounding bodies, keeping connections and shutting down in order are their subject, not ours; the
standard library's ``http.server`` says of itself that it is not meant for more than local tests.
"""
