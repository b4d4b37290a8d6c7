"""A store from a backup: on a new laptop, beside a store that is there, or in the place of one that does not open."""

from ui.restoring.view import Restoring

__all__ = ["Restoring"]
