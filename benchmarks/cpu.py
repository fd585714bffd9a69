"""How much CPU time the processes below this one have used, by what they run."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(home: Path) -> dict[str, float]:
    """Seconds of the web server this process started and of the PostgreSQL in `home`; zeros where there is no /proc."""
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
    servers = {pid for pid, name in names.items() if "postgres" in name and str(home) in name}
    web = {os.getpid()}
    return {
        "web": sum(spent[pid] for pid in spent if "granian" in names[pid] and _is_below(pid, web, parents)),
        "database": sum(spent[pid] for pid in spent if _is_below(pid, servers, parents)),
    }


def _is_below(pid: int, tops: set[int], parents: dict[int, int]) -> bool:
    while pid in parents and pid not in tops:
        pid = parents[pid]
    return pid in tops
