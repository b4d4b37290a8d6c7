"""What a reviewer sees and touches. No rule, no SQL, no key: a screen reads and acts through `leder_desktop.operations`.

How it is laid out
------------------
`tokens` every colour and size; `sheet`, `style.Theme` make them live. `widgets/` the parts (its docstring lists them all).
`main_window.MainWindow` the frame; `sections` the rail; `menus` every action in one table; `palette` Ctrl+K; `privacy` F9; `idle_lock`.
`locking` the way to the end of the process; `anywhere` Ctrl+L and F9 out of a dialog; `session_watch` sleep, lid, session; `copied`.
`touches` the one event filter of the application, for whoever listens to keys and clicks.
`screen.Screen` what a screen is; `services.Services` what the window does for it; `open_case.OpenCase` the case; `jobs` long work.
`crash` the last net; `choose_file` the only way to a file. `looking` when the checks look, so that no key waits for them. `answering` a
question of the case as an editor, `citing` what something rests on: parts of several screens that know a case, and so are no `widgets/`.
One folder a screen; screens do not know each other. `app` puts all together.

A review goes through `person/` (opt-out, who reviews, confirming), `portrait/`, `conversations/`, `records/`, `timeline/`, `questions/`,
`findings/`, `decision/`, `grades/`, `signoff/`, `leaving/`, `actions/` of the panel; `overview/` says where it stands and keeps its holds,
`standards/` what it is made with, `history/` what was done.

A screen
--------
    class Findings(Screen):
        def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
            super().__init__(theme, services)
            self.case = case
            self.text = AutosaveText(theme, "What was found", lines=(4, 12), save=self._write)
            self.text.setObjectName("findings.text")                  # place, restore and jumps go by object names
            self.theme_of = Choice(theme, "Theme", THEMES)
            self.theme_of.chose.connect(lambda key: case.do(findings.set_theme, key))
            self.field = Field(theme, "What was found", self.text, help="Say what happened, then what it meant for them.")
            self.text.told.connect(self.field.problem)
            add = button(theme, "Add a finding", "plus", kind="primary", on=self._add)
            more = button(theme, "Import", "download")                # second rank: goes into "More" where it is narrow
            top = ActionBar(theme, (words("Findings", "h1", wrap=False),), (add, more))
            both = turning(theme, card(theme, self.field), card(theme, Field(theme, "Theme", self.theme_of)), shares=(3, 2))
            self.setLayout(column(theme, page(theme, "Findings", top, both), gap=0))
            self.first = self.text                                    # where the focus goes
            case.changed.connect(self._on_changed)
            self._read()

        def _write(self, text: str, caret: int) -> None:              # at most a second behind; a Refused keeps the words held
            self.case.do(findings.write, text)

        def _on_changed(self, change: Change) -> None:
            if Part.FINDINGS in change.parts:
                self._read()

        def _read(self) -> None:
            self.text.show_text(findings.text(self.case.session))     # keeps the caret; never overwrites half-typed words

        def _add(self) -> None:
            try:
                self.case.do(findings.add, self.text.text())
            except Refused as refusal:
                self.field.problem(refusal.sentence)

Rules
-----
- Build once, in `__init__`. Never build again for another text size: distances in units of 8 px are given to `column`, `row`, `card`; what
  you must measure yourself goes into `theme.fits(widget, function)`, which runs now and at each change. `theme.narrow` is True below 80 em:
  `turning` turns by itself, `ActionBar` has its "More", `DataTable` folds columns marked `fold=True`. Nothing a case says may be dropped.
- Never name a colour, a font or a pixel. Roles and tones: see `tokens.TYPE`, `sheet.TONES`.
- Text of a case goes only into plain text: `words`, `Line`, `AutosaveText`, `Cell`. Never `QLabel`, `QMessageBox`, `setToolTip`, `setHtml`.
- A wrapping `words` takes the width it is given; in a `row` beside a stretch say `wrap=False`.
- Every editor has a label (`Field`) or an accessible name, and an `objectName`. A button that needs its row to be understood gets `says=`.
- Everything painted has a twin in words: `TimelineLanes` a `DataTable` below it.
- Leave with `services.go("timeline", "object-name")`, tell with `services.say("...")`, long work with
  `services.jobs.start(work, done, refused)` and a `ProgressLine`; questions with `widgets.asking`; files with `choose_file`.
- The window seals (`Screen.seal`) when a section is left, on lock, cover and close. Override `seal`, `place`, `restore`, `jump`, `entered`
  only when the ready-made ones are not enough, and call them.
- Text you type for the window: en-GB, plain; buttons are verbs; an error says what happened, what is safe, what to do.
- A refusal you do not catch is shown by `crash.Net` in its sentence. Anything else is our bug.
- Look at it: light, dark, 200 %, keyboard alone. Tests: `tests/ui/accessible.py` `nameless(window)` must be empty;
  `tests/ui/gallery.py` shows every part (`python -m tests.ui.gallery`).
"""
