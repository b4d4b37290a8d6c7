"""Is the store sound? Damage by case, and a digest of the content that two looks can be compared by."""

import hashlib
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.operations import cases
from leder_desktop.session import Desk
from leder_desktop.store import audit, case_folder, device_audit, vault_files
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.shelf import CaseRow
from leder_desktop.store.things import content_digest


def examine(desk: Desk) -> dict[str, Any]:
    """`{"digest", "damage": [{"case", "sentence"}]}`. The digest covers what cases hold, not when they were looked at."""
    damage: list[dict[str, Any]] = [
        {"case": None, "sentence": s} for s in (*desk.shelf.database.integrity(), *device_audit.faults(desk.shelf.database))
    ]
    damage += [
        {"case": name, "sentence": "There is a folder here that belongs to no case; it was left as it is."}
        for name in case_folder.strays(desk.folder, desk.shelf)
    ]
    hasher = hashlib.sha256()
    for row in sorted(cases.all(desk), key=lambda row: row.id):
        try:
            with cases.reading(desk, row.id) as file:
                hasher.update(row.id.encode() + content_digest(file.database))
                damage += [{"case": row.id, "sentence": s} for s in _faults(desk, row, file)]
        except Refused as refused:
            damage.append({"case": row.id, "sentence": refused.sentence})
    return {"digest": hasher.hexdigest(), "damage": damage}


def _faults(desk: Desk, row: CaseRow, file: CaseFile) -> list[str]:
    found = [*file.database.integrity(), *audit.faults(file.database, seen_head=row.audit_head, seen_lines=row.audit_lines)]
    folder = case_folder.folder_of(desk.folder, row.id) / case_folder.EVIDENCE
    for evidence in sorted(file.evidence_ids()):
        kept = file.evidence_row(evidence)
        try:
            vault_files.verify(folder, evidence, kept.key, kept.sha256)
        except Refused as refused:
            found.append(refused.sentence)
    return found
