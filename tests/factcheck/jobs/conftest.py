from tests.factcheck.accounts.conftest import ana, as_ana, as_ben, ben

__all__ = ["ana", "as_ana", "as_ben", "ben"]
