"""Taking one parsed sentence apart without a word that it does not hold.

`places` and `lists` tell where a sentence may be cut, by a small rule for each way that words hang
together; `build` makes propositions of the cuts that were chosen; `pieces` writes each on a line and
traces its words. `facts` makes the smallest parts. Who chooses is a matter of grain: the product's
claims go by rules (`claims.split.policy`), other grains by the weights beside `choose`.
"""
