"""An embedded q: small, safe and exact. ``Session`` is the public face; nothing here touches the machine it runs on."""

from etude.q.budget import Budget
from etude.q.errors import QError
from etude.q.session import Session

__all__ = ["Budget", "QError", "Session"]
