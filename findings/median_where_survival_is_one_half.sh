#!/usr/bin/env bash
# lifelines 0.30.3 and statsmodels 0.15.0 (PyPI), Python 3.11.
#
# Four durations, all of them ended: 2, 4, 6 and 8 days. The Kaplan-Meier curve is exactly one half
# from day 4 to day 6.
# Guess: both give the first time at which the curve is at most one half, 4 days, and no interval
# for a single duration, whose variance is not defined.
# Seen: lifelines says 4, statsmodels 6 (its quantile needs a curve below one half). Where the curve
# ends at one half, lifelines has a median and statsmodels has none. Of a single duration of 5 days
# lifelines gives the interval 5 ... 5, statsmodels none: the first looks like certainty.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet lifelines==0.30.3 statsmodels==0.15.0 numpy==2.4.6 pandas==2.3.3 scipy==1.17.1

"$folder/python/bin/python" -W ignore - <<'PYTHON' | tee "$folder/seen"
import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from statsmodels.duration.survfunc import SurvfuncRight

CASES = {
    "four ended": ([2, 4, 6, 8], [1, 1, 1, 1]),
    "ends at one half": ([2, 4, 6, 8], [0, 0, 1, 0]),
    "one ended": ([5], [1]),
}
for name, (days, ended) in CASES.items():
    fitted = KaplanMeierFitter().fit(days, ended)
    interval = median_survival_times(fitted.confidence_interval_).values.tolist()[0]
    other = SurvfuncRight(np.array(days, float), np.array(ended))
    limits = [float(limit) for limit in other.quantile_ci(0.5)]
    print(f"{name}: lifelines {float(fitted.median_survival_time_)} {interval},"
          f" statsmodels {float(other.quantile(0.5))} {limits}")
PYTHON
diff "$folder/seen" - <<'EXPECTED'
four ended: lifelines 4.0 [2.0, 8.0], statsmodels 6.0 [2.0, 8.0]
ends at one half: lifelines 6.0 [6.0, inf], statsmodels nan [6.0, inf]
one ended: lifelines 5.0 [5.0, 5.0], statsmodels 5.0 [nan, nan]
EXPECTED
echo 'as stated: two libraries, two medians'
