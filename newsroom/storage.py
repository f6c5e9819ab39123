"""Static files under names that contain a hash of their content."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrite the relative imports in scripts, so that they lead to the hashed names."""

    support_js_module_import_aggregation = True
    # A script's name changes with the names it imports, so this takes one pass for each step of the longest chain of
    # imports. Only scripts that import each other in a circle would need more passes than this.
    max_post_process_passes = 40

    def stored_name(self, name: str) -> str:
        """Return the name it was given for a file that was not collected.

        A page without its style sheet still has its text; the page that reports an error needs that most.
        """
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
