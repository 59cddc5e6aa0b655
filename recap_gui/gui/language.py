"""The user's language: our strings from ``resources/translations``, and Qt's own to go with them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from recap_gui import assets

_kept: list[bytes] = []
"""What translators read from: Qt makes no copy."""


def install(application: QCoreApplication, locale: QLocale | None = None) -> list[QTranslator]:
    """Let the application speak the desktop's language, where we do; the translators, which the caller keeps.

    ``python .ci/strings.py`` lists the strings to translate.
    """
    locale = locale or QLocale()
    ours = _ours(locale)
    if ours is None:
        return []  # nor Qt's own: half a language is none
    installed = [ours]
    theirs = QTranslator()
    if theirs.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        installed.append(theirs)
    for translator in installed:
        application.installTranslator(translator)
    return installed


def _ours(locale: QLocale) -> QTranslator | None:
    for language in locale.uiLanguages():
        try:
            data = assets.data("translations", f"recap-gui_{language.replace('-', '_')}.qm")
        except assets.AssetError:
            continue
        translator = QTranslator()
        if translator.load(data):
            _kept.append(data)
            return translator
    return None
