"""Every string of the product, all languages side by side."""

from components.text.translator import LANGUAGES, Translator, translator

__all__ = ["LANGUAGES", "Translator", "translator"]
