"""The one stylesheet, written from the tokens. Widgets choose from it by property (`role`, `tone`, `kind`, `card`, `surface`)."""

from collections.abc import Callable

from ui.tokens import RADIUS, RADIUS_CONTROL, TYPE, Palette

TONES = ("ink", "soft", "blue_ink", "amber_ink", "green_ink")


def sheet(c: Palette, pt: Callable[[int], float], sp: Callable[[float], int]) -> str:
    """`pt(step)` gives point sizes, `sp(units)` distances in pixels, both at the text size of the moment."""
    v, h, r, rc = sp(0.75), sp(2), RADIUS, RADIUS_CONTROL
    fonts = "\n".join(
        f'*[role="{role}"] {{ font-size: {pt(step):.2f}pt; font-weight: {700 if bold else 400};'
        f" font-style: {'italic' if italic else 'normal'}; }}"
        for role, (step, bold, italic) in TYPE.items()
    )
    tones = "\n".join(f'QLabel[tone="{tone}"] {{ color: {getattr(c, tone)}; }}' for tone in TONES)
    cards = "\n".join(
        f'QFrame[card="{kind}"] {{ background: {ground}; border: {wide}px solid {line}; border-radius: {r}px; }}'
        for kind, ground, line, wide in (
            ("paper", c.paper, c.line, 1),
            ("sunken", c.sunken, c.line, 1),
            ("wash", c.wash, c.wash, 1),
            ("chosen", c.paper, c.blue, 2),
            ("amber", c.amber_wash, c.amber, 1),
            ("green", c.green_wash, c.green, 1),
        )
    )
    return f"""
    * {{ color: {c.ink}; }}
    {fonts}
    {tones}
    {cards}
    QLabel {{ background: transparent; }}
    QToolTip {{ background: {c.paper}; color: {c.ink}; border: 1px solid {c.edge}; padding: 4px 8px; }}
    QMainWindow, QDialog {{ background: {c.ground}; }}
    QWidget[surface="ground"] {{ background: {c.ground}; }}
    QWidget[surface="paper"] {{ background: {c.paper}; }}
    QWidget[surface="sunken"] {{ background: {c.sunken}; }}
    QWidget[surface="wash"] {{ background: {c.wash}; }}
    QFrame[rule="h"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
    QFrame[rule="v"] {{ background: {c.line}; border: none; max-width: 1px; min-width: 1px; }}
    QFrame[rule="said"] {{ background: {c.tint}; border: none; max-width: 3px; min-width: 3px; }}

    QPushButton, QToolButton {{ background: {c.paper}; border: 1px solid {c.edge}; border-radius: {rc}px; padding: {v}px {h}px;
        outline: none; }}
    QPushButton:hover, QToolButton:hover {{ background: {c.wash}; border-color: {c.blue}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {c.tint}; }}
    QPushButton[kind="primary"] {{ background: {c.blue}; color: {c.on_blue}; border-color: {c.blue}; font-weight: 700; }}
    QPushButton[kind="primary"]:hover {{ background: {c.blue_ink}; border-color: {c.blue_ink}; }}
    QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; color: {c.blue_ink}; padding: {v}px {sp(1)}px; }}
    QPushButton[kind="quiet"]:hover {{ background: {c.wash}; }}
    QPushButton[kind="link"] {{ background: transparent; border-color: transparent; color: {c.blue_ink}; padding: {v}px 0px;
        border-left: none; border-right: none; }}
    QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
    QPushButton[left="true"] {{ text-align: left; }}
    QPushButton::menu-indicator {{ width: 0px; image: none; }}
    QPushButton:disabled {{ color: {c.soft}; background: {c.sunken}; border: 1px dashed {c.edge}; }}
    QPushButton[kind="link"]:disabled, QPushButton[kind="quiet"]:disabled {{
        color: {c.soft}; background: transparent; border-color: transparent; }}
    QPushButton[kind="segment"] {{ border-radius: 0px; padding: {sp(0.5)}px {sp(1)}px; }}
    QPushButton[end="first"] {{ border-top-left-radius: {rc}px; border-bottom-left-radius: {rc}px; }}
    QPushButton[end="last"] {{ border-top-right-radius: {rc}px; border-bottom-right-radius: {rc}px; border-left-width: 0px; }}
    QPushButton[end="middle"] {{ border-left-width: 0px; }}
    QPushButton[end="only"] {{ border-radius: {rc}px; }}
    QPushButton[kind="segment"]:checked {{ background: {c.wash}; color: {c.blue_ink}; font-weight: 700; border: 2px solid {c.blue}; }}

    QLineEdit, QComboBox, QSpinBox {{ background: {c.paper}; border: 1px solid {c.edge}; border-radius: {rc}px; padding: {v}px {sp(1)}px;
        selection-background-color: {c.tint}; selection-color: {c.ink}; }}
    QLineEdit, QTextEdit {{ placeholder-text-color: {c.soft}; }}
    QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled {{ background: {c.sunken}; border: 1px dashed {c.edge}; }}
    *[problem="true"] {{ border: 2px solid {c.amber}; }}
    QComboBox::drop-down {{ border: none; width: 0px; }}
    QComboBox QAbstractItemView {{ background: {c.paper}; border: 1px solid {c.edge}; padding: 2px; outline: none;
        selection-background-color: {c.wash}; selection-color: {c.blue_ink}; }}
    QComboBox QAbstractItemView::item {{ min-height: {sp(4)}px; padding: {sp(0.25)}px {sp(1)}px; }}
    QTextEdit, QPlainTextEdit {{ background: {c.paper}; border: 1px solid {c.edge}; border-radius: {rc}px;
        selection-background-color: {c.tint}; selection-color: {c.ink}; }}
    QTextEdit:read-only {{ background: {c.sunken}; }}
    QTextEdit[bare="true"] {{ border: none; background: transparent; border-radius: 0px; }}

    QListView, QTableView {{ background: {c.paper}; border: none; outline: none; }}
    QListView[surface="ground"] {{ background: {c.ground}; }}
    QHeaderView {{ background: {c.paper}; border: none; }}
    QHeaderView::section {{ background: {c.paper}; color: {c.soft}; border: none; border-bottom: 1px solid {c.line};
        padding: {sp(1)}px {sp(1.5)}px; font-size: {pt(-1):.2f}pt; }}
    QTableCornerButton::section {{ background: {c.paper}; border: none; }}

    QScrollArea {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {c.edge}; border-radius: 2px; margin: 3px; min-height: 32px; min-width: 32px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

    QMenuBar {{ background: {c.paper}; border-bottom: 1px solid {c.line}; padding: 0px {sp(1)}px; }}
    QMenuBar::item {{ background: transparent; padding: {sp(0.5)}px {sp(1)}px; border-radius: {rc}px; color: {c.soft}; }}
    QMenuBar::item:selected {{ background: {c.wash}; color: {c.blue_ink}; }}
    QMenu {{ background: {c.paper}; border: 1px solid {c.edge}; padding: {sp(0.5)}px; }}
    QMenu::item {{ padding: {sp(0.75)}px {sp(3)}px {sp(0.75)}px {sp(1.5)}px; border-radius: {rc}px; }}
    QMenu::icon {{ padding-left: {sp(1)}px; }}
    QMenu::item:selected {{ background: {c.wash}; color: {c.blue_ink}; }}
    QMenu::item:disabled {{ color: {c.soft}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: {sp(0.5)}px {sp(1)}px; }}
    QProgressBar {{ background: {c.sunken}; border: 1px solid {c.edge}; border-radius: 3px; max-height: {sp(1)}px; min-height: {sp(1)}px; }}
    QProgressBar::chunk {{ background: {c.blue}; border-radius: 2px; }}
    QStatusBar {{ background: {c.paper}; border-top: 1px solid {c.line}; }}
    QStatusBar::item {{ border: none; }}
    """
