"""Static files under names made from their content."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """A script that imports another by a relative address finds it under its new name too."""

    support_js_module_import_aggregation = True
