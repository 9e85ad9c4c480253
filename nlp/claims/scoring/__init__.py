"""The trained half of the claims room: of the readings that compete for a number, which one is right?

Rules propose (metrics, subjects, segments, periods), a judge decides. It sees numbers that describe a reading and its
place (`features`), the wording around it (`words`), the path to its number (`paths`) and what kind of word a name is
(`senses`), so that it carries over to companies and metrics that it has not met.
"""

from nlp.claims.scoring.decide import decide
from nlp.claims.scoring.judge import DECISIONS, Judge, Row, Verdict
from nlp.claims.scoring.readings import Scene, Surroundings

__all__ = ["DECISIONS", "Judge", "Row", "Scene", "Surroundings", "Verdict", "decide"]
