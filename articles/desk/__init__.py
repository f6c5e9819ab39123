"""The admin site of the newsroom, the desk: signing in, its index page, and each person's security.

It is not part of the `admin` package, because that registers the models at this site, which must exist first.
"""

from __future__ import annotations

from .confirming import ConfirmedMixin, confirmed
from .passwords import LostPasswordView, NewPasswordView
from .requests import wants_json
from .site import Desk
