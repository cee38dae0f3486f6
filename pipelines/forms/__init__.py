"""The forms in which figures arrive: one layout of one publisher each, recognised by what the file holds."""
