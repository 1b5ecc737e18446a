"""Where the names on a map go: eight places around each mark, the first free one wins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

LETTER = 0.56
"""Mean width of a letter, as a share of the font size."""


@dataclass(frozen=True)
class Wish:
    """A name to be placed around a mark at (x, y) of a radius."""

    key: int
    words: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Place:
    """Where a name stands, and which side of it is fixed (`start`, `middle`, `end`)."""

    x: float
    y: float
    anchor: str


@dataclass
class Taken:
    """What is drawn already, in a coarse raster so that only near boxes are compared."""

    cell: float = 64.0
    raster: dict[tuple[int, int], list[Box]] = field(default_factory=dict)

    def add(self, box: Box) -> None:
        """Take the room of a box."""
        for cell in self._cells(box):
            self.raster.setdefault(cell, []).append(box)

    def is_free(self, box: Box, own: tuple[float, float]) -> bool:
        """Whether nothing but the mark at `own` is in the way."""
        return not any(
            _meets(box, other) and not _is_around(other, own)
            for cell in self._cells(box)
            for other in self.raster.get(cell, [])
        )

    def _cells(self, box: Box) -> Iterator[tuple[int, int]]:
        columns = range(int(box[0] // self.cell), int(box[2] // self.cell) + 1)
        rows = range(int(box[1] // self.cell), int(box[3] // self.cell) + 1)
        return ((column, row) for column in columns for row in rows)


def place_names(
    wishes: Sequence[Wish], taken: Taken, room: Box, font: float = 11
) -> dict[int, Place]:
    """Places for as many names as fit into `room` without overlap; the first wishes go first."""
    placed: dict[int, Place] = {}
    for wish in wishes:
        wide, tall = len(wish.words) * font * LETTER + 2, font + 1
        for place in _candidates(wish, font):
            left = place.x - {"start": 0.0, "middle": wide / 2, "end": wide}[place.anchor]
            box = (left, place.y - tall + 3, left + wide, place.y + 3)
            if _is_inside(box, room) and taken.is_free(box, (wish.x, wish.y)):
                taken.add(box)
                placed[wish.key] = place
                break
    return placed


def _candidates(wish: Wish, font: float) -> Iterator[Place]:
    x, y, r = wish.x, wish.y, wish.radius
    near = r * 0.7 + 3
    yield Place(x + r + 4, y + 4, "start")
    yield Place(x - r - 4, y + 4, "end")
    yield Place(x, y - r - 5, "middle")
    yield Place(x, y + r + font, "middle")
    yield Place(x + near, y - near, "start")
    yield Place(x - near, y - near, "end")
    yield Place(x + near, y + near + 6, "start")
    yield Place(x - near, y + near + 6, "end")


def _meets(one: Box, other: Box) -> bool:
    beside = one[2] <= other[0] or other[2] <= one[0]
    return not (beside or one[3] <= other[1] or other[3] <= one[1])


def _is_around(box: Box, point: tuple[float, float]) -> bool:
    x, y = point
    centred = abs((box[0] + box[2]) / 2 - x) < 0.6
    return centred and box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _is_inside(box: Box, room: Box) -> bool:
    fits_across = box[0] >= room[0] and box[2] <= room[2]
    return fits_across and box[1] >= room[1] and box[3] <= room[3]
