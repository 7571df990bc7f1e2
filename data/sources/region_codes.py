"""The official table of codes: rows of towns and villages left out, name columns joined where there are several."""

import pandas as pd

from data.sources import Context

#: Provinces and districts end in so many zeros.
QUARTER = "00000"


def tidy(table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Rows of provinces and districts. Columns: as they stand, with region_name from the province and city columns."""
    code = table["region_code"].str.strip()
    kept = table[code.str.fullmatch(r"\d{10}") & code.str.endswith(QUARTER)].copy()
    if "region_name" not in kept:
        parts = [
            name for name in kept.columns if name not in ("region_code", "is_ended", "since", "until", "former_code")
        ][:2]
        if not parts:
            return kept
        joined = kept[parts[0]].str.strip()
        for part in parts[1:]:
            joined = joined.str.cat(kept[part].str.strip(), sep=" ")
        kept["region_name"] = joined.str.strip()
    return kept
