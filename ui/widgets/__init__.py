"""The parts every screen is made of. They know tokens and nothing about cases.

| part | file | what it is |
| --- | --- | --- |
| `words`, `Words`, `glyph` | words | a label: always plain text, wraps, a role and a tone |
| `column`, `row`, `turning`, `holder`, `card`, `page`, `scrolled`, `rule`, `clear` | layout | where things stand, in units of 8 px |
| `Flow`, `flow` | flow | a row that wraps |
| `button`, `segments`, `ActionBar` | buttons | plain, primary, quiet, link; exclusive views; a bar with a "More" menu |
| `Tag`, `unconfirmed`, `FilterChip` | chip | a state in words; that a wording is not confirmed; a toggle |
| `Tick`, `Pick`, `picks` | tick | check box, radio button, a named group of them |
| `Field`, `Line`, `Choice` | fields | label, editor and the sentence that says what is wrong |
| `DateField` | date_field | free words, and under them how they were understood |
| `AutosaveText` | autosave_text | plain text that is handed on a second behind the typing |
| `Paper`, `Prompt` | paper | a page in the middle, one gentle prompt after the other |
| `AnswerEditor` | answer, answer_choices | a question with the editor its type asks for, and the ways to leave it open |
| `AnswerRows`, `RowCard` | answer_rows, answer_row | an answer that is a list: rows of fields, added and moved by keys |
| `Block` | block | one of many parts of a long page, measured once for a width |
| `choose_rows`, `Choosable` | choose_rows | some of many, found by a word, in a dialog |
| `ScaleChoice`, `Step` | scale_choice | full sentences as radio rows, best at the top |
| `TimelineLanes`, `Bar`, `Gap` | lanes | what happened where, drawn |
| `DataTable`, `Column`, `Cell` | table | rows of anything, two lines a cell |
| `RemarkList`, `SidePanel` | remarks | What is left, Worth another look, Comments |
| `Remark`, `RemarkItem` | remark_item | one of them, with why, what to do, and the box for a reason |
| `SectionRail`, `StageRail` | rail | the sections of a case with their state; how far a case has come |
| `notice`, `Problem`, `empty` | notice | look again (amber), verified (green), quiet; a place with nothing in it yet |
| `meet_before` | tabbing | what was made later is met by Tab where it stands |
| `ProgressLine` | progress | long work, with its words and a cancel |
| `DocumentView` | document | PDF pages, pictures and text from bytes in memory |
| `NotesPaper` | notes | jottings with the time and marks in the margin |
| `tell`, `confirm`, `ask_words` | asking | the few questions that stop you |

Who builds a widget gives it the window's `Theme`; when text size or palette changes, it measures itself again (`Theme.fits`) and is
never built anew. Text from a case goes in with `setText` / `setPlainText` on plain-text widgets only.
"""
