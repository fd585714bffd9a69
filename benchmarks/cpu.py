"""How much CPU time the processes below this one have used, by what they run."""

import os
from pathlib import Path

import psycopg

TICK = os.sysconf("SC_CLK_TCK")


def postmaster_of(database_url: str) -> int:
    """The process that every backend of this PostgreSQL is a child of; 0 where there is no /proc."""
    with psycopg.connect(database_url) as connection:
        backend = connection.info.backend_pid
        status = Path(f"/proc/{backend}/stat")
        return int(status.read_text().rpartition(")")[2].split()[1]) if status.exists() else 0


def cpu_seconds(postmaster: int) -> dict[str, float]:
    """Seconds of the web server this process started and of this PostgreSQL; zeros where there is no /proc."""
    parents, spent, names = {}, {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it ended meanwhile
        fields = stat.rpartition(")")[2].split()
        pid = int(folder.name)
        parents[pid], names[pid] = int(fields[1]), command
        spent[pid] = sum(int(one) for one in fields[11:15]) / TICK
    web, servers = {os.getpid()}, {postmaster}
    return {
        "web": sum(spent[pid] for pid in spent if "granian" in names[pid] and _is_below(pid, web, parents)),
        "database": sum(spent[pid] for pid in spent if _is_below(pid, servers, parents)),
    }


def _is_below(pid: int, tops: set[int], parents: dict[int, int]) -> bool:
    while pid in parents and pid not in tops:
        pid = parents[pid]
    return pid in tops
