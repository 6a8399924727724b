"""The forms of days that are taken in English."""
