"""No records of its own: people and groups are those of Django. The file is here so that `post_migrate` is sent."""
