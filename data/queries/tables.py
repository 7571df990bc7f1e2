"""The tables questions are put to, by their names in the store."""

from data.models import metadata

BOUNDARY = metadata.tables["boundary"]
COVERAGE = metadata.tables["coverage"]
FIGURE = metadata.tables["figure"]
FIGURE_MONTH = metadata.tables["figure_month"]
FOREIGN_MONTH = metadata.tables["foreign_month"]
FOREIGN_REGION_MONTH = metadata.tables["foreign_region_month"]
IDENTITY_QUESTION = metadata.tables["identity_question"]
IMPORT = metadata.tables["import"]
MARKET = metadata.tables["market"]
MARKET_FACILITY = metadata.tables["market_facility"]
MARKET_MONTH = metadata.tables["market_month"]
MARKET_RECORD = metadata.tables["market_record"]
PAYMENT_MONTH = metadata.tables["payment_month"]
REFUSAL = metadata.tables["refusal"]
REGION = metadata.tables["region"]
REGION_MARKET_MONTH = metadata.tables["region_market_month"]
REGION_MONTH = metadata.tables["region_month"]
STORE = metadata.tables["store"]
STORE_SUMMARY = metadata.tables["store_summary"]
