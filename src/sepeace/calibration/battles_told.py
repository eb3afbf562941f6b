"""The first stage as a document: fits of the score equation, and later battles foretold from earlier ones."""

from __future__ import annotations

from sepeace.calibration.battle import NAMES, Hindcast, ScoreFit, Skill, fit_scores, predict_scores
from sepeace.calibration.codes import CODES, CODINGS
from sepeace.calibration.posterior import DRAWS
from sepeace.documents.checks.calibrate import BattleFit, BattleForetold, BattleNumber, Battles, BattleSkill
from sepeace.shapes import narrowed


def battles(count: int = DRAWS) -> Battles:
    """Fit and foretell in every coding, with so many weighted draws; the adopted one first."""
    return Battles(
        fits=tuple(_fit(fit_scores(coding, count)) for coding in CODINGS),
        foretold=tuple(_foretold(predict_scores(coding, count)) for coding in CODINGS),
    )


def _fit(found: ScoreFit) -> BattleFit:
    rows = zip(NAMES, found.mean, found.sd, strict=True)
    numbers = tuple(BattleNumber(key=key, mean=mean, sd=sd) for key, mean, sd in rows)
    return narrowed(found, BattleFit, numbers=numbers)


def _foretold(found: Hindcast) -> BattleForetold:
    skills = tuple(map(_skill, found.skills))
    return narrowed(found, BattleForetold, trained=found.fit.battles, skills=skills, codes=len(CODES))


def _skill(found: Skill) -> BattleSkill:
    return narrowed(found, BattleSkill, way=found.name)
