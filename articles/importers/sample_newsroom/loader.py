"""Save the sample newsroom in an empty site, through the functions of `articles.publishing`.

It is saved in one transaction, once: from then on every row belongs to the editors, who may change or remove what they
like. If the site already has a section, an author or a page with the same address, that one is kept as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from articles import files, images, publishing
from articles.models import (
    EDITORIAL_FIELDS,
    Arrangement,
    Article,
    Author,
    CaptureSource,
    Image,
    MediaFile,
    Origin,
    Page,
    PostSnapshot,
    Section,
    Site,
    Slot,
    SlotAssignment,
    SocialPost,
    Tag,
    TagName,
    User,
)
from articles.publishing import (
    BylineLine,
    Changes,
    Refused,
    audit_log,
    front_desk,
    image_library,
    media_library,
    roles,
    tags,
)
from articles.text import tag_key

from . import content, sheet, toml_reader

USER = "sample-newsroom"
REF = "sample:"  # the prefix of import_ref of its stories, pictures and posts

Follow = Callable[[Iterable[Any], str], Iterable[Any]]


def is_loaded() -> bool:
    """Return whether the sample has ever been loaded here: a story may be trashed, but its row stays."""
    return Article.objects.filter(import_ref__startswith=REF).exists()


def load(now: dt.datetime, follow: Follow = lambda rows, _name: rows) -> int:
    """Load the sample unless it has been loaded. Return how many stories were added.

    `follow` gets each sequence of rows and its name and yields the rows, so that a caller can show the progress.
    """
    if is_loaded():
        return 0
    newsroom = toml_reader.read()
    files: list[str] = []
    try:
        with transaction.atomic():
            by = roles.system_user(USER)
            _Loading(newsroom, now, by, files, follow).run()
            audit_log.record(by, "add sample newsroom", stories=len(newsroom.stories))
    except BaseException:
        for name in files:  # Files are no part of a transaction.
            default_storage.delete(name)
        raise
    return len(newsroom.stories)


@dataclass
class _Loading:
    newsroom: content.SampleNewsroom
    now: dt.datetime
    by: User
    files: list[str]
    follow: Follow
    images: dict[str, Image] = field(default_factory=dict)
    posts: dict[str, SocialPost] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    media_files: dict[str, MediaFile] = field(default_factory=dict)
    stories: dict[str, Article] = field(default_factory=dict)

    def run(self) -> None:
        for section in self.newsroom.sections:
            self._add_section(section)
        for tag in self.newsroom.tags:
            self._add_tag(tag)
        for picture in self.follow(self.newsroom.images, "pictures"):
            self._add_image(picture)
        for file in self.newsroom.files:
            self._add_file(file)
        for author in self.newsroom.authors:
            self._add_author(author)
        for post in self.newsroom.posts:
            self._add_post(post)
        # The oldest first, so that ids rise with time as they would have; what is not out yet comes last.
        for story in self.follow(sorted(self.newsroom.stories, key=_order), "stories"):
            self._add_story(story)
        for page in self.newsroom.pages:
            self._add_page(page)
        self._add_site(self.newsroom.site)
        for name in dict.fromkeys(assignment.page for assignment in self.newsroom.assignments):
            self._arrange(name)

    def _add_section(self, section: content.SampleSection) -> None:
        facts = vars(section) | {"parent": self.sections.get(section.parent)}
        self.sections[section.slug], _added = Section.objects.get_or_create(slug=section.slug, defaults=facts)

    def _add_tag(self, tag: content.SampleTag) -> None:
        is_new = not TagName.objects.filter(key=tag_key(tag.name)).exists()
        made: Tag = tags.resolve([tag.name])[0]
        if is_new:
            made.description, made.language = tag.description, tag.language
            made.save(update_fields=["description", "language"])
        for alias in tag.aliases:
            try:
                tags.add_alias(made, alias, by=self.by)
            except Refused:
                continue  # The site already has a tag of that name, which keeps it.

    def _add_image(self, picture: content.SamplePicture) -> None:
        file = (content.PICTURES / f"{picture.picture}.jpg").read_bytes()
        image = Image(
            file=ContentFile(file, name=f"{picture.key}.jpg"),
            alt=picture.alt,
            caption=picture.caption,
            upload_name=f"{picture.key}.jpg",
            credit=content.CREDIT[picture.language],
            origin=Origin.ILLUSTRATION,
            rights_note=content.RIGHTS,
            language=picture.language,
            focal_x=picture.focal[0],
            focal_y=picture.focal[1],
            import_ref=REF + picture.key,
        )
        image.save()
        self.files.append(str(image.file.name))
        image_library.sync_files(image)
        image_library.make_first(image)
        self.files += images.files(image)
        self.images[picture.key] = image

    def _add_file(self, sample: content.SampleFile) -> None:
        upload = ContentFile(sheet.pdf(sample.lines), name=f"{sample.key}.pdf")
        row = MediaFile(
            title=sample.title, description=sample.description, credit=content.CREDIT[sample.language],
            licence="CC0 1.0", language=sample.language, import_ref=REF + sample.key, uploaded_by=self.by,
        )  # fmt: skip
        accepted = files.accept(upload)
        media_library.fill(row, accepted)
        upload.name = accepted.name
        row.file = upload
        row.save()
        self.files.append(str(row.file.name))
        self.media_files[sample.key] = row

    def _add_author(self, author: content.SampleAuthor) -> None:
        facts = vars(author) | {"portrait": self.images[author.portrait], "links": "\n".join(author.links)}
        self.authors[author.slug], _added = Author.objects.get_or_create(slug=author.slug, defaults=facts)

    def _add_post(self, post: content.SamplePost) -> None:
        posted = self.now + post.posted
        if post.day_only:
            # Noon, so that it is the same day in most of the world.
            posted = timezone.localtime(posted).replace(hour=12, minute=0, second=0, microsecond=0)
        made = SocialPost.objects.create(
            network=post.network,
            url=post.url,
            import_ref=REF + post.key,
            image=self.images.get(post.picture),
            confirmed_at=self.now if post.confirmed else None,
            confirmed_by=self.by if post.confirmed else None,
        )
        PostSnapshot.objects.create(
            post=made,
            author_name=post.author_name,
            handle=post.handle,
            text=self._dated(post.text, posted, post.language),
            language=post.language,
            translation=post.translation,
            translation_language=(post.translation_language or "hi") if post.translation else "",
            posted_at=posted,
            posted_day_only=post.day_only,
            source=CaptureSource.TYPED,
            captured_by=self.by,
        )
        self.posts[post.key] = made

    def _add_story(self, story: content.SampleStory) -> None:
        article, changes, at = Article(import_ref=REF + story.ref), self._changes(story), self.now + story.at
        if story.state == "draft":
            publishing.save_draft(article, changes, by=self.by)
        elif story.state == "in_review":
            publishing.submit(article, changes, by=self.by)
        elif story.state == "scheduled":
            publishing.schedule(article, changes, at=at, by=self.by)
        else:
            publishing.publish(article, changes, at=at, by=self.by)
        self.stories[story.ref] = article
        for correction in story.corrections:
            publishing.correct(article, correction, by=self.by)
        if story.state == "withdrawn":
            publishing.withdraw(article, by=self.by, note=story.reason)

    def _changes(self, story: content.SampleStory) -> Changes:
        at = self.now + story.at
        body = content.with_placeholders(
            story.body,
            lambda key: (self.posts[key].pk, self.posts[key].url),
            lambda key: self.images[key].pk,
            self._linked_story,
            self._shown_file,
        )
        fields = {name: value for name, value in vars(story).items() if name in EDITORIAL_FIELDS}
        return Changes(
            fields=fields
            | {
                "standfirst": self._dated(story.standfirst, at, story.language),
                "body": self._dated(body, at, story.language),
                "section": self.sections[story.section],
                "lead_image": self.images.get(story.lead_image),
            },
            bylines=[
                BylineLine(self.authors[line.author].pk if line.author else None, line.name, line.role)
                for line in story.bylines
            ],
            tags=story.tags,
        )

    def _linked_story(self, ref: str) -> tuple[int, str, str]:
        article = self.stories[ref]
        return article.pk, article.get_absolute_url(), article.headline

    def _shown_file(self, key: str) -> tuple[int, str, str]:
        row = self.media_files[key]
        return row.pk, row.file.url, row.title

    def _add_page(self, page: content.SamplePage) -> None:
        is_free = not Page.objects.filter(purpose=page.purpose).exists()
        facts = vars(page) | {"purpose": page.purpose if is_free else ""}
        Page.objects.get_or_create(slug=page.slug, defaults=facts)

    def _add_site(self, sample: content.SampleSite) -> None:
        site = Site.load()
        if site.version == 0:  # What the site's editors have entered stays.
            site.email, site.phone, site.postal_address = sample.email, sample.phone, sample.postal_address
            site.links = "\n".join(sample.links)
            publishing.save_site(site, {}, by=self.by)

    def _arrange(self, page: str) -> None:
        minute = self.now.replace(second=0, microsecond=0)
        assignments = [
            SlotAssignment(
                slot=Slot(one.slot),
                story_id=self.stories[one.story].pk,
                starts=minute + one.starts if one.starts else None,
                ends=minute + one.ends if one.ends else None,
                text=one.text,
            )
            for one in self.newsroom.assignments
            if one.page == page
        ]
        section = self.sections[page] if page else None
        current = Arrangement.objects.current(section.pk if section else None)
        if current is None:  # What editors have arranged stays.
            front_desk.arrange(section, assignments, by=self.by, began_from=0)

    def _dated(self, text: str, at: dt.datetime, language: str) -> str:
        return content.dated(text, timezone.localtime(at).date(), language)


def _order(story: content.SampleStory) -> tuple[bool, dt.timedelta]:
    return story.state not in ("published", "withdrawn"), story.at
