"""How days are typed and shown in the forms of the admin."""
