"""Why a text cannot be read. The string of each error is one sentence in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _


class Unreadable(ValueError):
    """No story can be made of the file."""


class EmptyFile(Unreadable):
    def __str__(self) -> str:
        return _("There is no text in it.")


class TooLarge(Unreadable):
    """Sizes are in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(size, limit)
        self.size, self.limit = size, limit

    def __str__(self) -> str:
        return _("It is too large for a story: %(size)d bytes, the limit is %(limit)d.") % vars(self)


class BinaryFile(Unreadable):
    def __str__(self) -> str:
        return _("It is a binary file, not a text.")


class OfficeFile(BinaryFile):
    def __str__(self) -> str:
        return _("It is a formatted document: save it as plain text, in UTF-8.")


class OtherEncoding(Unreadable):
    """`position` counts bytes from 1; 0 means that there is none."""

    def __init__(self, encoding: str, position: int = 0, *, damaged: bool = False) -> None:
        super().__init__(encoding, position)
        self.encoding, self.position, self.damaged = encoding, position, damaged

    def __str__(self) -> str:
        if not self.position:
            return _("It is in %(encoding)s: save it as UTF-8.") % vars(self)
        if self.damaged:
            return _("It is damaged: byte %(position)d is not %(encoding)s, as the file says it is.") % vars(self)
        line = _("It is in an encoding that is not read (byte %(position)d is not UTF-8): save it as UTF-8.")
        return line % vars(self)
