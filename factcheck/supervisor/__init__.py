"""Start child processes, watch them, start the dead ones again, and stop them all in a given order.

    with Supervisor(register=var / "demo.processes", stop_order=["web", "worker"]) as supervisor:
        supervisor.start(worker)
        supervisor.start(web)
        supervisor.run_until_signal()

INT, TERM and HUP end the `with` block wherever it is, and leaving it stops every child. A supervisor that was killed
itself could stop nobody, so what it had started stands in the register file and the next one ends it. Plain Python.
"""

from factcheck.supervisor.child import Child, SupervisorError
from factcheck.supervisor.signals import Stopped
from factcheck.supervisor.supervisor import Supervisor

__all__ = ["Child", "Stopped", "Supervisor", "SupervisorError"]
