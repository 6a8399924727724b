"""How the program says that it cannot go on: in one sentence that says what to do."""

from django.core.exceptions import ImproperlyConfigured


class Refusal(ImproperlyConfigured):
    """A condition that a person can mend, said in one sentence."""
