"""What the record says of the numbers. So far the first stage: the score equation of battles.

``fit_scores()`` fits it to every battle, and is what the model runs with; ``predict_scores()`` fits it to
1941-42 and predicts the later battles.
"""

from sepeace.calibration.battle import Hindcast, ScoreFit, Skill, fit_scores, predict_scores

__all__ = ["Hindcast", "ScoreFit", "Skill", "fit_scores", "predict_scores"]
