"""Make the renditions that are missing or of an earlier recipe."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles import images
from articles.management.progress import with_progress
from articles.models import Image
from articles.publishing import image_library


class Command(BaseCommand):
    help = (
        "Makes the missing renditions of the image library, here and now. The worker does this by itself after an "
        "upload; this is for a library that was imported, and after the recipe has changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "numbers", nargs="*", type=int, help="images by number; default: all with missing renditions"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = Image.objects.order_by("-pk")
        if options["numbers"]:
            chosen = chosen.filter(pk__in=options["numbers"])
        outdated = [image.pk for image in chosen.iterator() if not images.is_current(image)]
        for image_id in with_progress(outdated, "pictures", self.stdout.write):
            image_library.make_renditions(image_id)
        left = sum(not images.is_current(image) for image in Image.objects.filter(pk__in=outdated))
        self.stdout.write(
            f"{len(outdated) - left} made, {left} could not be made: their files are not there or damaged."
        )
