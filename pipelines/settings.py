"""The few settings of a Kreis: `data/settings.toml`, or what is shipped when the file is not there."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path

from pipelines.access import Access, access_in
from pipelines.problems import Problem

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """`kreis_ags`: five digits; `keep_snapshots`: how many snapshots stay on disk, the latest included.

    `address`: on which address of this machine the dashboard listens; `access`: who may see what after signing in.
    `upload`: whether the dashboard takes files; `contact`: where reports are to be sent, empty: in reply to a reminder;
    `contributor_id`, `catalog_url`: who offers the extracts at GovData and where, for the record of a data portal.
    """

    kreis_ags: str = "05566"
    keep_snapshots: int = 10
    upload: bool = False
    contact: str = ""
    address: str = "127.0.0.1"
    access: Access = field(default_factory=Access)
    contributor_id: str = ""
    catalog_url: str = ""


def read_settings(data: Path) -> Settings:
    """The settings of a data folder. Raises Problem for an unknown name or an impossible value."""
    path = data / "settings.toml"
    if not path.exists():
        return Settings()
    try:
        given = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(f"{path} ist nicht lesbar ({error}); vergleichen Sie mit settings.example.toml.") from error
    names = {field.name for field in fields(Settings)}
    if unknown := sorted(set(given) - names):
        raise Problem(f"{path} kennt keine Einstellung {unknown[0]!r}; möglich sind: {', '.join(sorted(names))}.")
    if "access" in given:
        given["access"] = access_in(given["access"], path)
    settings = Settings(**given)
    _refuse_impossible(settings, path)
    return settings


def _refuse_impossible(settings: Settings, path: Path) -> None:
    if not isinstance(settings.kreis_ags, str) or not re.fullmatch(r"05[0-9]{3}", settings.kreis_ags):
        raise Problem(f'{path}: kreis_ags muss ein Kreis in NRW sein, zum Beispiel kreis_ags = "05566".')
    if type(settings.keep_snapshots) is not int or settings.keep_snapshots < 1:  # true would pass as 1
        raise Problem(f"{path}: keep_snapshots muss eine ganze Zahl ab 1 sein.")
    if type(settings.upload) is not bool:
        raise Problem(f"{path}: upload muss true oder false sein.")
    if not isinstance(settings.contact, str) or not re.fullmatch(r"([^\s@<>,;]+@[^\s@<>,;]+)?", settings.contact):
        raise Problem(f'{path}: contact muss eine E-Mail-Adresse sein, zum Beispiel contact = "amt@example.org".')
    if not isinstance(settings.contributor_id, str) or not re.fullmatch(r"[A-Za-z0-9_.-]*", settings.contributor_id):
        raise Problem(f'{path}: contributor_id muss die Kennung bei GovData sein, zum Beispiel "kreisSteinfurt".')
    if not isinstance(settings.catalog_url, str) or not re.fullmatch(
        r"(https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?)?", settings.catalog_url
    ):
        raise Problem(
            f'{path}: catalog_url muss eine Webadresse sein, zum Beispiel "https://daten.example.org/bedarf".'
        )
    if not isinstance(settings.address, str) or not is_address(settings.address):
        raise Problem(f'{path}: address muss eine IP-Adresse dieses Rechners sein, zum Beispiel address = "0.0.0.0".')


def is_address(text: str) -> bool:
    """Whether it is an IP address, `0.0.0.0` and `::` included."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def default_data() -> Path:
    """`data/` of the working directory where there is one, else that of the project."""
    here = Path("data")
    return here.resolve() if (here / "raw").is_dir() else ROOT / "data"
