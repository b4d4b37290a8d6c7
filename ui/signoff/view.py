"""The Sign-off screen: reading on one page, signing on the other; which signature is asked depends on where the case stands."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget
from shiboken6 import isValid

from leder_desktop.errors import Refused
from leder_desktop.model.case import COUNTERSIGNED, WORDS, State
from leder_desktop.model.change import Change, Part
from leder_desktop.model.remarks import unreasoned
from leder_desktop.operations import checks, grades, independence, keeping, release, report, snapshot, submit
from leder_desktop.operations.release import Stage2
from leder_desktop.operations.submit import Stage1
from ui.jobs import Job, Progress
from ui.open_case import OpenCase
from ui.screen import Place, Screen
from ui.services import Services
from ui.signoff.comments import Comments, as_text, from_text
from ui.signoff.going import section_of, section_of_page
from ui.signoff.reading import Reading
from ui.signoff.reviewer import Reviewer, still
from ui.signoff.senior import Senior
from ui.signoff.signed import Signed
from ui.signoff.signing import Signing
from ui.style import Theme
from ui.widgets.buttons import Segments, button
from ui.widgets.chip import Tag
from ui.widgets.document import Place as PagePlace
from ui.widgets.layout import Workspace, card, column, holder, page, row, rule, scrolled, turning
from ui.widgets.notice import Problem
from ui.widgets.words import Words, words

T = TypeVar("T")
READ, SIGN = 0, 1
WRITING = (State.IN_PROGRESS, State.RETURNED)
AT, SAID = "page", "comments"


class SignOffScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self.state = snapshot.case(case.session).state
        self._job: Job | None = None
        desk = case.session.desk
        self.pages = Segments(theme, "Show", ("The review", "Sign and submit"))
        self.pages.chosen.connect(self.turn_to)
        self.tag = Tag(theme, WORDS[self.state])
        self.need = Tag(theme, "")
        """How many warnings still need a reason, on either page."""
        self.reading = Reading(theme, services)
        self.reading.pointed.connect(self._on_pointed)
        self.comments = Comments(theme)
        self.comments.changed.connect(self._fit)
        self.reviewer = Reviewer(theme, desk)
        self.reviewer.going.connect(self._go_to)
        self.reviewer.declared.connect(self._declare)
        self.reviewer.kept.connect(self._keep)
        self.reviewer.took_back.connect(self._take_back)
        self.reviewer.signing.asked.connect(self.sign)
        self.reviewer.signing.cancelled.connect(self._stop)
        self.senior = Senior(theme, desk)
        self.senior.going.connect(self._go_to)
        self.senior.signing.asked.connect(self.countersign)
        self.senior.signing.cancelled.connect(self._stop)
        self.senior.agreed.connect(self._agree)
        self.signed = Signed(theme, services)
        self.said: Words = words("", "body", "soft")
        self.problem = Problem(theme)
        self.back = button(theme, "Return", "undo-2", on=self.return_with_comments)
        self.go_on = button(theme, "Go on to signing", "signature", kind="primary", on=self._go_on)
        self.setLayout(column(theme, self._head(), Workspace(column(theme, self._stack(), gap=0)), self._foot(), gap=0))
        self.first = self.pages.buttons[READ]
        self.reading.outdated.connect(self._on_outdated)
        case.changed.connect(self._on_changed)

    def _head(self) -> QWidget:
        head = row(self.theme, words("Sign-off", "h1", wrap=False), self.pages, None, self.need, self.tag, gap=2)
        return holder(column(self.theme, head, gap=0, margins=(3, 2, 3, 1)))

    def _stack(self) -> QStackedWidget:
        theme = self.theme
        self.said_here = holder(column(theme, card(theme, self.comments, pad=2), None, margins=(0, 0, 1, 2)))
        self.beside = scrolled(self.said_here, "Comments")
        read = turning(theme, self.reading, self.beside, gap=2, margins=(3, 0, 2, 0), shares=(5, 3))
        theme.fits(self.beside, self._fit_comments)
        self.signing_pages = QStackedWidget()
        for part in (self.reviewer, self.senior, self.signed):
            self.signing_pages.addWidget(holder(column(self.theme, part, None, gap=0)))
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolled(holder(read), "The review"))
        self.sign_page = page(self.theme, "Sign", self.signing_pages)
        self.stack.addWidget(self.sign_page)
        return self.stack

    def _foot(self) -> QWidget:
        foot = row(self.theme, column(self.theme, self.said, self.problem, gap=0.25), self.back, self.go_on, gap=2, margins=(3, 1, 3, 1))
        foot.setStretch(0, 1)
        self.foot = holder(column(self.theme, rule(), holder(foot, "paper"), gap=0))
        return self.foot

    # what is shown
    def entered(self) -> None:
        self._read()
        if not self.isVisible():  # the window itself comes into sight only after this
            self._look()

    def _on_outdated(self) -> None:
        """Unless the screen was left meanwhile: then it is read when it is entered again, or the case is gone."""
        if self.isVisible():
            self._read()

    def _on_changed(self, change: Change) -> None:
        self.reading.grow_old()
        if self.isVisible() or change.parts & {Part.CASE, Part.SIGNOFF}:
            self._read()

    def _read(self) -> None:
        session = self.case.session
        whole, found = report.prepare(session)
        was, self.state = self.state, whole.case.state
        if was != self.state:
            self.reading.grow_old()
            self.sign_page.verticalScrollBar().setValue(0)  # another page stands there now
        self.tag.show_state(WORDS[self.state], "blue" if self.state in COUNTERSIGNED else "plain")
        self.reviewer.show_case(whole, found, [c for c in whole.comments if self.state == State.RETURNED])
        self.senior.show_case(whole, found)
        self.signed.show_case(whole)
        at = 0 if self.state in (*WRITING, State.NOTIFIED) else 1 if self.state == State.SUBMITTED else 2
        self.signing_pages.setCurrentIndex(at)
        title = ("Sign and submit", "Countersign", "Signatures")[at]
        self.pages.buttons[SIGN].say(title, f"Show: {title}")
        self.beside.setVisible(self.state == State.SUBMITTED)
        reads = self.state == State.SUBMITTED
        self.reading.verb(
            *(
                ("Comment on this page", "Comment on this page, or on what is selected on it")
                if reads
                else ("Go to this part", "Go to the screen this page was written on")
            )
        )
        blocking = len(checks.blocking(found))
        needing = len(unreasoned(found, whole.standards.policy())) if self.state in WRITING else 0
        self.need.show_state(still(needing), "amber", "flag")
        self.said.setText(self._sentence(blocking, needing, len(found) - blocking - needing))
        self._fit()
        if self.isVisible():
            self.reading.show_review(session, self.state, (whole, found))

    def _look(self) -> None:
        self.reading.show_review(self.case.session, self.state, report.prepare(self.case.session))

    def _sentence(self, blocking: int, needing: int, open: int) -> str:
        match self.state:
            case State.IN_PROGRESS | State.RETURNED:
                said = [
                    f"{blocking} {'thing' if blocking == 1 else 'things'} to put right before signing." if blocking else "",
                    f"{still(needing)}." if needing else "",
                    "" if blocking or needing else "Nothing stands in the way of signing.",
                    f"{open} {'stays' if open == 1 else 'stay'} open." if open else "",
                ]
                return " ".join(each for each in said if each)
            case State.SUBMITTED:
                return "You read as senior reviewer. What the reviewer signed cannot be changed here."
            case _:
                return f"{WORDS[self.state]}."

    def _fit(self) -> None:
        self._fit_comments()
        count = len(self.comments.comments())
        self.back.say(f"Return with {count} {'comment' if count == 1 else 'comments'}" if count else "Return with comments")
        self.back.setVisible(self.state == State.SUBMITTED)
        self.back.setEnabled(count > 0 and self._job is None)
        onward = {State.SUBMITTED: "Go on to countersigning", State.RELEASED: "Go on to leaving the laptop"}
        self.go_on.say(onward.get(self.state, "Go on to signing"))
        self.go_on.setVisible(self.state in (*WRITING, *onward))
        self.foot.setVisible(self.stack.currentIndex() == READ)

    def _fit_comments(self) -> None:
        """Where it is narrow the comments follow the page, whole, and both scroll together; the foot stays in sight."""
        narrow = self.theme.narrow
        self.beside.setMinimumHeight(self.said_here.sizeHint().height() if narrow else 0)

    def _fit_stack(self) -> None:
        """Only the page in sight asks for room, so that the other one does not make the screen scroll."""
        for i in range(self.stack.count()):
            seen = i == self.stack.currentIndex()
            policy = QSizePolicy.Policy.Preferred if seen else QSizePolicy.Policy.Ignored
            page_ = self.stack.widget(i)
            if page_ is not None:
                page_.setSizePolicy(policy, policy)

    def turn_to(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self._fit_stack()
        self.pages.choose(at)
        self._fit()
        if at == SIGN:
            self.pages.buttons[SIGN].setFocus()

    def _go_on(self) -> None:
        if self.state == State.RELEASED:
            self.services.go("leaving")
        else:
            self.turn_to(SIGN)

    def _go_to(self, where: str) -> None:
        self.services.go(section_of(where), where)

    def _on_pointed(self, at: PagePlace, page_words: str) -> None:
        section = section_of_page(page_words)
        if self.state == State.SUBMITTED:
            self.comments.begin(section, at.words)
        elif section:
            self.services.go(section)
        else:
            self.services.say("This page is made from the whole review.")

    # the two signatures, and the way back
    def _declare(self) -> None:
        """Said here for the first time, it is kept with the review (R-IND-1); said again, it goes with the signature."""
        if not snapshot.case(self.case.session).independence.words:
            self.case.do(independence.declare)

    def _keep(self, key: str, why: str) -> None:
        """A warning stays as it is, with its reason; what is refused is said at its box, and the words stay there."""
        id, _, where = key.partition("@")
        try:
            self.case.do(keeping.keep, id, where, why)
        except Refused as refusal:
            self.reviewer.reasons.refused(key, refusal.sentence)

    def _take_back(self, key: str) -> None:
        id, _, where = key.partition("@")
        self.case.do(keeping.take_back, id, where)

    def sign(self, identity: str, pin: str) -> None:
        signing = self.reviewer.signing
        if self._job is not None:
            return
        try:
            plan = submit.prepare(self.case.session, identity, pin)
            submit.declare_independent(self.case.session)
        except Refused as refusal:
            signing.end(refusal)
            return

        def keep(made: Stage1) -> Change:
            return self.case.do(submit.finish, plan, made)

        self._start(signing, "The review is being signed", lambda: submit.build(plan), keep)

    def _agree(self, ref: str) -> None:
        """As who is chosen to sign; otherwise as the only senior reviewer there can be."""
        try:
            self.case.do(grades.agree, ref, identity=self.senior.signing.identity.at())
        except Refused as refusal:
            self.senior.views_problem.say(refusal.sentence)
            return
        self.senior.go_on()

    def countersign(self, identity: str, pin: str) -> None:
        signing = self.senior.signing
        if self._job is not None:
            return
        try:
            plan = release.prepare(self.case.session, identity, pin, tuple(one.certificate for one in self.senior.recipients))
        except Refused as refusal:
            signing.end(refusal)
            return

        def keep(made: Stage2) -> Change:
            return self.case.do(release.finish, plan, made)

        self._start(signing, "The review is being countersigned", lambda: release.build(plan), keep)

    def _start(self, signing: Signing, what: str, build: Callable[[], T], keep: Callable[[T], Change]) -> None:
        """Build on the pool, keep here. Nothing is kept when it was stopped or refused, or when the case was left meanwhile."""
        signing.begin(what)

        def work(progress: Progress) -> T:
            progress.step(0, 0, what)
            made = build()
            progress.step(1, 1, what)
            return made

        def done(made: T) -> None:
            if not isValid(self):
                return
            self._job = None
            try:
                keep(made)
            except Refused as refusal:
                signing.end(refusal)
                self._fit()
                return
            signing.end()
            self.turn_to(READ)

        def refused(refusal: Refused) -> None:
            if isValid(self):
                self._job = None
                signing.end(refusal)
                self._fit()

        def stopped() -> None:
            if not isValid(self):
                return
            self._job = None
            signing.end()
            self.services.say("Stopped. Nothing was signed.")
            self._fit()

        self._job = self.services.jobs.start(work, done, refused, stopped)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def return_with_comments(self) -> None:
        try:
            self.case.do(release.return_with_comments, self.comments.comments())
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self.problem.say("")
        self.comments.clear()
        self.services.say("Returned to the reviewer.")

    # where one was
    def place(self) -> Place:
        return {**super().place(), AT: self.stack.currentIndex(), SAID: as_text(self.comments.added())}

    def restore(self, place: Place) -> None:
        if place.get(AT) == SIGN:
            self.turn_to(SIGN)
        if place.get(SAID):
            self.comments.show_comments(from_text(str(place[SAID])))
        super().restore(place)
