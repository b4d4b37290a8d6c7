"""Choosing a file, in one place, because Qt's file window writes the folder it was in to a settings file in plain text.

An evidence folder is often named after the person (promises 0.9). So our own window is used (the system's would add to its recent files),
its settings are sent to a place that cannot be written, and what may be there from before is taken out after each use.
"""

import os
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

NOWHERE = os.devnull
KEPT_BY_QT = ("FileDialog", "Qt/filedialog")


def forget() -> None:
    """Send Qt's own settings nowhere, and take out what an earlier use may have left."""
    for scope in (QSettings.Scope.UserScope,):
        kept = QSettings(scope, "QtProject")
        for group in KEPT_BY_QT:
            kept.remove(group)
        kept.sync()
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, NOWHERE)


def _window(parent: QWidget | None, title: str, kinds: str) -> QFileDialog:
    forget()
    window = QFileDialog(parent, title, str(Path.home()), kinds)
    window.setOption(QFileDialog.Option.DontUseNativeDialog)
    window.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    window.setAccessibleName(title)
    return window


def _chosen(window: QFileDialog) -> list[Path]:
    names = window.selectedFiles() if window.exec() else []
    window.deleteLater()
    forget()
    return [Path(name) for name in names]


def open_one(parent: QWidget | None, title: str, kinds: str = "All files (*)") -> Path | None:
    """A file that is there, or None. `kinds`: "Records (*.json *.xml);;All files (*)"."""
    window = _window(parent, title, kinds)
    window.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(_chosen(window)), None)


def open_several(parent: QWidget | None, title: str, kinds: str = "All files (*)") -> list[Path]:
    window = _window(parent, title, kinds)
    window.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _chosen(window)


def save_as(parent: QWidget | None, title: str, name: str, kinds: str = "All files (*)") -> Path | None:
    """Where to write; asks before something is replaced. `name`: the offered file name, without a person's name in it."""
    window = _window(parent, title, kinds)
    window.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    window.setFileMode(QFileDialog.FileMode.AnyFile)
    window.selectFile(name)
    return next(iter(_chosen(window)), None)


def folder(parent: QWidget | None, title: str) -> Path | None:
    window = _window(parent, title, "")
    window.setFileMode(QFileDialog.FileMode.Directory)
    window.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(window)), None)
