"""Signing in at the desk: names as they are given, limits on attempts, second factors, and sessions."""

from __future__ import annotations

from . import passkeys, second_factor, sessions
from .forms import AccountNameField, CodeForm, ConfirmForm, CountedForm, LostPasswordForm, OwnPasswordForm, SignInForm
from .throttle import TooManyAttempts
