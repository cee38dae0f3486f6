"""What a user can mend: errors whose text is one German sentence that says what to do."""


class Problem(Exception):
    """A mistake or a circumstance outside the program; `str(problem)` is shown as it is."""


class NotPublished(Problem):
    """A build ended without a new snapshot; `latest` still names the last good one."""


class Unreadable(Problem):
    """A file that cannot be taken as what it claims to be."""


DISK_FULL = (
    "Der Datenträger ist voll; schaffen Sie Platz und starten Sie erneut (der letzte gute Stand bleibt erhalten)."
)


def sentence_for(error: Exception) -> str | None:
    """The sentence for an error of the machine (disk, permission), or None if it is a fault of the program."""
    text = str(error)
    if getattr(error, "errno", None) == 28 or "No space left" in text or "Could not write file" in text:
        return DISK_FULL
    if isinstance(error, PermissionError):
        return f"Für {error.filename} fehlt das Schreib- oder Leserecht; prüfen Sie die Rechte des Ordners."
    return None
