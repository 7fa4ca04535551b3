"""The data dictionary as a file: one line per column, or one object per table."""

from __future__ import annotations

import csv
import io

from micro_projects.open_data.cells import harmless
from micro_projects.open_data.dictionary import TABLES
from micro_projects.open_data.licence import LICENCE
from micro_projects.open_data.tables import BOM, as_json

HEADINGS = ("table", "column", "type", "unit", "meaning_zh", "meaning_en", "source")


def as_csv() -> bytes:
    """One line per column of every table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for table in TABLES.values():
        for c in table.columns:
            line = (table.name, c.name, c.type, c.unit, c.zh, c.en, c.source)
            writer.writerow([harmless(cell) for cell in line])
    return (BOM + out.getvalue()).encode()


def as_object() -> bytes:
    """One object per table."""
    return as_json(
        {
            "license": LICENCE.url,
            "tables": [
                {
                    "table": table.name,
                    "title_zh": table.zh,
                    "title_en": table.en,
                    "about_zh": table.about_zh,
                    "about_en": table.about_en,
                    "columns": [
                        {
                            "column": c.name,
                            "type": c.type,
                            "unit": c.unit or None,
                            "meaning_zh": c.zh,
                            "meaning_en": c.en,
                            "source": c.source,
                        }
                        for c in table.columns
                    ],
                }
                for table in TABLES.values()
            ],
        }
    )
