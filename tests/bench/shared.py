"""What the invented stories share: sections, authors, tags, pictures, and the person who has published them all."""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import models, transaction
from PIL import Image as Pillow

from articles import images
from articles.models import Author, Image, Section, Tag, User
from articles.publishing import tags
from articles.text import romanise
from tests.bench import texts

# Address, name, address of the section above, share of the stories.
SECTIONS = [
    ("desh", "देश", "", 20), ("pradesh", "प्रदेश", "desh", 12), ("rajdhani", "राजधानी", "pradesh", 8),
    ("gaon", "गाँव", "desh", 6), ("duniya", "दुनिया", "", 12), ("rajniti", "राजनीति", "", 12), ("khel", "खेल", "", 6),
    ("cricket", "क्रिकेट", "khel", 6), ("karobar", "कारोबार", "", 8), ("manoranjan", "मनोरंजन", "", 5),
    ("rai", "राय", "", 5),
]  # fmt: skip
AUTHORS, TAGS, PICTURES = 40, 400, 6


@dataclass(frozen=True)
class Shared:
    """The rows that stories share. Tags come with their names, the commonest first."""

    editor: User
    sections: dict[str, Section]
    authors: list[Author]
    tags: list[Tag]
    pictures: list[Image]


@transaction.atomic
def rows(seed: int) -> Shared:
    """Create them. The same seed gives the same names."""
    random = Random(f"{seed}:shared")
    editor = User.objects.create_user("bench-editor", password=None, is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    sections: dict[str, Section] = {}
    for order, (slug, name, above, _share) in enumerate(SECTIONS):
        sections[slug] = Section.objects.create(slug=slug, name=name, order=order, parent=sections.get(above))
    authors = []
    for number in range(AUTHORS):
        name = texts.person_name(random, "hi")
        authors.append(Author.objects.create(name=name, slug=f"{romanise(name)}-{number}", latin_name=romanise(name)))
    names = {texts.place_name(random, "hi"): None for _ in range(3 * TAGS)}
    found = [tag for first in range(0, TAGS, 40) for tag in tags.resolve(list(names)[:TAGS][first : first + 40])]
    models.prefetch_related_objects(found, "names")
    return Shared(editor, sections, authors, found, [_picture(random, number) for number in range(PICTURES)])


def _picture(random: Random, number: int) -> Image:
    """Return an image of coloured squares with all its renditions."""
    small = Pillow.frombytes("RGB", (8, 5), random.randbytes(8 * 5 * 3))
    data = io.BytesIO()
    small.resize((640, 400), Pillow.Resampling.NEAREST).save(data, "JPEG")
    file = ContentFile(data.getvalue(), name=f"squares-{number}.jpg")
    image = Image.objects.create(file=file, alt=f"रंगीन चौकोर {number}", credit="डेस्क", import_ref=f"bench:{number}")
    image.renditions = images.make(image).to_json()
    image.save()
    return image
