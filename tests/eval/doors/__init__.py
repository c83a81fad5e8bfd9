"""One module for each part of the product that a set measures: `SETS` names a predictor for each.

A predictor gets one row of the set, without its gold fields being looked at, and gives what the
set's scorer reads beside the `id`.
"""
