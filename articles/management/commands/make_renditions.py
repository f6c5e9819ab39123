"""The smaller forms of pictures that have none, or have them of an earlier recipe."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles import images
from articles.management.progress import Progress
from articles.models import Image
from articles.publishing import image_library


class Command(BaseCommand):
    help = (
        "Makes the renditions that pictures of the library lack, here and now. The server does this by itself after an "
        "upload; this is for a library that was brought along, and after their recipe has changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "numbers", nargs="*", type=int, help="pictures by number; otherwise all that lack something"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = Image.objects.order_by("-pk")
        if options["numbers"]:
            chosen = chosen.filter(pk__in=options["numbers"])
        lacking = [image.pk for image in chosen.iterator() if not images.is_current(image)]
        for image_id in Progress(self.stdout.write).over(lacking, "pictures"):
            image_library.make_renditions(image_id)
        left = sum(not images.is_current(image) for image in Image.objects.filter(pk__in=lacking))
        self.stdout.write(
            f"{len(lacking) - left} made, {left} could not be made: their files are not there or damaged."
        )
