"""Where the dashboard listens, and what whoever reaches it there will see."""

import tomllib
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from pipelines.processes import HOST
from pipelines.settings import ROOT

# Where Streamlit, started in ROOT, looks for the sign-in.
SECRETS = ROOT / ".streamlit" / "secrets.toml"


@dataclass(frozen=True)
class Bound:
    """Where the dashboard listens."""

    address: str
    port: int

    @property
    def url(self) -> str:
        """What to type into the browser of this machine; every address is also loopback's."""
        ip = ip_address(self.address)
        name = HOST if ip.is_unspecified else self.address
        return f"http://[{name}]:{self.port}" if ":" in name else f"http://{name}:{self.port}"


def strangers(bind: str, secrets: Path = SECRETS) -> str:
    """One sentence on who sees what, where others reach the dashboard; empty on this machine alone."""
    if ip_address(bind).is_loopback:
        return ""
    if not has_sign_in(secrets):
        return (
            f"Achtung: Das Dashboard antwortet auf {bind} auch anderen Rechnern; ohne eingerichtete Anmeldung sehen "
            "alle nur die öffentliche Fassung, auch Sie (docs/operations.md)."
        )
    return (
        f"Das Dashboard antwortet auf {bind} auch anderen Rechnern; wer nicht angemeldet ist, sieht die öffentliche "
        "Fassung. Über ein Netz gehört TLS davor (docs/operations.md)."
    )


def has_sign_in(secrets: Path) -> bool:
    """Whether Streamlit's secrets file holds a table `[auth]`."""
    try:
        return "auth" in tomllib.loads(secrets.read_text("utf-8"))
    except (OSError, ValueError):
        return False
