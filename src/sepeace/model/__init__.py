"""The equations of the model for people: floats, sequences or arrays in, the same shape out.

Modules: ``first_passage``, ``bargaining``, ``beliefs``, ``choice``, ``signals``, ``hazards``,
``attrition``, ``counterfactual``, ``draws`` (equations) and ``parameters`` (the numbers, with sources); each
is imported when it is first asked for.
Each function broadcasts one scalar equation of ``sepeace.kernel``; scalars give floats, anything else
gives numpy arrays. Nothing is clipped: a share above 1 or below 0 means what it says. Input that has
no meaning raises ``sepeace.errors.BadValue``. An id such as C2 is a family of closed forms against which
`sepeace check` holds the equation.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
