"""The store beside the same program on unkeyed files, in turn, as ratios; run by `packaging/dev.py bench`, never by the suite."""

import itertools
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from leder_desktop.keys.derive import FLOOR
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.note import Note
from leder_desktop.model.timeline import Draft, accept
from leder_desktop.operations import cases, checks, evidence, notes, sample, search, snapshot, store
from leder_desktop.session import Desk, Session
from leder_desktop.store import case_folder
from tests.bench.unkeyed import unkeyed
from tests.raw_desk import raw_desk

pytestmark = pytest.mark.long


@pytest.fixture
def desks(tmp_path, clock) -> Iterator[tuple[Desk, Desk]]:
    """Two stores: as they are, and without a key. The second is used inside `unkeyed()`."""
    keyed = raw_desk(tmp_path / "keyed", clock)
    with unkeyed():
        plain = raw_desk(tmp_path / "plain", clock)
    yield keyed, plain
    keyed.close()
    plain.close()


def without(deed: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        with unkeyed():
            return deed()

    return run


def both(desks: tuple[Desk, Desk], make: Callable[[Desk], object]) -> tuple[object, object]:
    with unkeyed():
        plain = make(desks[1])
    return make(desks[0]), plain


def new(desk: Desk) -> Session:
    return cases.new(desk, opt_out_checked_by="Sam Okoro")


def fill(session: Session, entries: int) -> None:
    with session.file.step("Fill", by="Priya") as writing:
        for n in range(entries):
            when = understand(f"{n % 28 + 1} March 2024")
            writing.put(accept(Draft(what=f"Event {n}", when=when, sources=(Source(conversation="mother"),)), id=f"e{n}"))


def test_unlock(tmp_path, clock, pair):
    """A tuned key takes about a second on purpose: here with the floor, to see what is beside it."""
    plan = store.plan("Priya Raman", store.Role.REVIEWER, "seven quiet otters drumming")
    keyed, plain = tmp_path / "keyed", tmp_path / "plain"
    store.make(keyed, plan, clock=clock, parameters=FLOOR).close()
    with unkeyed():
        store.make(plain, plan, clock=clock, parameters=FLOOR).close()

    def unlocked(folder):
        return lambda: store.unlock(folder, plan.passphrase, clock=clock).close()

    assert pair("unlock, passphrase to register (Argon2id floor)", unlocked(keyed), without(unlocked(plain)), rounds=7)
    derived = [store.derive_key(keyed, plan.passphrase), store.derive_key(plain, plan.passphrase)]

    def opened(which):
        def deed():
            before = derived[which]
            lock = store.StoreLock.take(before.folder) if before.lock._handle is None else before.lock
            store.open_with(store.Derived(folder=before.folder, held=before.held, lock=lock), clock=clock).close()

        return deed

    assert pair("unlock, without the passphrase's key", opened(0), without(opened(1)))


def test_open_a_case(desks, pair):
    keyed, plain = both(desks, new)
    fill(keyed, 150)
    with unkeyed():
        fill(plain, 150)
        cases.leave(plain)
    cases.leave(keyed)

    def opened(desk, session):
        def deed():
            again = cases.open(desk, session.case)
            snapshot.take(again)
            again.file.close()

        return deed

    assert pair("open a case and read 150 entries", opened(desks[0], keyed), without(opened(desks[1], plain)))


def test_autosave_commit(desks, pair):
    keyed, plain = both(desks, new)
    text, count = "She whistled when she was well. " * 60, itertools.count()

    def typed(session):
        return lambda: notes.typed(session, "portrait", text + str(next(count)))

    assert pair("autosave of a 2,000-character text", typed(keyed), without(typed(plain)), rounds=60)
    keyed.file.close()
    plain.file.close()


def test_list_a_thousand_cases(desks, pair):
    for desk in desks:
        at = desk.clock.now()
        for n in range(1000):
            desk.shelf.begin_case(f"c{n}", bytes(32), reference=f"R-{n}", at=at)
            desk.shelf.case_is_ready(f"c{n}")
    assert pair("list 1,000 cases", lambda: cases.all(desks[0]), without(lambda: cases.all(desks[1])))


PAGES, CASES, LETTERS = 200, 500, 3000


def pages(seed: int) -> list[str]:
    """Two hundred pages of invented words, some of them common and most of them rare; one word stands on a single page."""
    draw = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "il")]
    words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(4000)]
    weights = [1 / (n + 5) for n in range(len(words))]
    said = [" ".join(draw.choices(words, weights, k=LETTERS // 6)) for _ in range(PAGES)]
    said[77] += " zitherpluck"
    return said


def test_search_five_hundred_cases_of_two_hundred_pages(desks, pair):
    text = pages(1)
    for desk, around in zip(desks, (lambda deed: deed(), lambda deed: without(deed)()), strict=True):

        def build(desk: Desk = desk) -> None:
            session = new(desk)
            with session.file.step("Fill", by="Priya") as writing:
                for n, page in enumerate(text):
                    writing.put(Note(id=f"conversation/page-{n}", text=page))
            cases.leave(session)
            key, file = desk.shelf.case_key(session.case), case_folder.file_of(desk.folder, session.case)
            for _ in range(CASES - 1):
                id = desk.clock.new_id()
                desk.shelf.begin_case(id, key, reference="R", at=desk.clock.now())
                (case_folder.folder_of(desk.folder, id) / "evidence").mkdir(parents=True)
                shutil.copy(file, case_folder.file_of(desk.folder, id))
                desk.shelf.case_is_ready(id)

        around(build)
    for words, hits in (("zitherpluck", CASES), ("nosuchwordanywhere", 0)):
        assert len(search.find(desks[0], words)) == hits
        assert pair(
            f"search 500 cases of 200 pages: {hits} hits", lambda w=words: search.find(desks[0], w),
            without(lambda w=words: search.find(desks[1], w)), rounds=3,
        )  # fmt: skip


def test_attach_ten_megabytes(session, tmp_path, pair):
    data = bytes(range(256)) * 40_960
    (tmp_path / "record.bin").write_bytes(data)
    count = iter(range(10**6))

    def baseline():
        import os

        with (tmp_path / f"copy{next(count)}").open("wb") as file:
            file.write(data)
            os.fsync(file.fileno())

    assert pair("attach a 10 MB record, beside a plain copy", lambda: evidence.attach(session, tmp_path / "record.bin"), baseline, rounds=5)


ANSWERS, ENTRIES, FINDINGS = 300, 150, 40
"""A large review: three hundred answers, a hundred and fifty events, forty findings, with the words of the sample."""


def large(desk: Desk) -> Session:
    session = sample.take_in(desk)
    whole = snapshot.take(session)
    told = [answer for answer in whole.answers if isinstance(answer.value, str) and " " in answer.value]
    with session.file.step("Fill", by="Priya") as writing:
        for n in range(ANSWERS - len(whole.answers)):
            writing.put(replace(told[n % len(told)], id=f"initial.Z{n}"))
        for n in range(ENTRIES - len(whole.entries)):
            writing.put(replace(whole.entries[n % len(whole.entries)], id=f"e{n}", imported=""))
        for n in range(FINDINGS - len(whole.findings)):
            writing.put(replace(whole.findings[n % len(whole.findings)], id=f"f{n}"))
    return session


def test_check_beside_loading(desk, pair):
    session = large(desk)
    whole = snapshot.take(session)
    assert (len(whole.answers), len(whole.entries), len(whole.findings)) == (ANSWERS, ENTRIES, FINDINGS)

    def anew(look):
        """As after a change: what was read is not kept over it."""
        session.file._once.clear()
        look(session)

    assert pair("check a large review, beside loading it", lambda: anew(checks.remarks), lambda: anew(snapshot.take)) <= 3
    cases.leave(session)
