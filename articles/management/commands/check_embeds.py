"""Check whether quoted posts are still what they were."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.models import SocialPost
from articles.publishing import social_posts


class Command(BaseCommand):
    help = (
        "Asks the networks about the posts whose time has come, those in the newest stories first, and keeps what they "
        "say. What stories quote is not touched. The server does this by itself; this is for a look at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("numbers", nargs="*", type=int, help="posts by number; otherwise all that are due")
        parser.add_argument("--limit", type=int, default=100, help="at most so many (default: 100)")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between two questions (default: 1)")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = options["numbers"] or list(
            social_posts.due_posts(timezone.now()).values_list("pk", flat=True)[: options["limit"]]
        )
        if missing := set(options["numbers"]) - set(
            SocialPost.objects.filter(pk__in=chosen).values_list("pk", flat=True)
        ):
            raise CommandError(f"There is no post number {min(missing)}.")
        for number, post_id in enumerate(chosen):
            if number:
                time.sleep(max(0.0, options["pause"]))
            outcome = social_posts.refresh_post(post_id)
            post = SocialPost.objects.get(pk=post_id)
            answer = outcome.result.value if outcome and outcome.result else "nobody to ask"
            self.stdout.write(f"{post_id}\t{post.network}\t{answer}\t{post.status}\t{post.url}")
        self.stdout.write(f"{len(chosen)} looked at.")
