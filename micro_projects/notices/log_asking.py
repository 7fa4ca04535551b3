"""Asking a witness that waits for logs (C2SP tlog-witness) to cosign the newest signed head."""

from __future__ import annotations

from base64 import b64encode

import httpx

from micro_projects.kernel.refusal import N_, Refusal, Refused, found, require
from micro_projects.kernel.tlog import merkle, note
from micro_projects.notices import log_actions, log_queries, page_queries
from micro_projects.notices import log_refusals as refusals
from micro_projects.notices.log_models import LogCheckpoint
from micro_projects.web.door import act

SECONDS = 20
NO_ANSWER = Refusal(
    "no_answer", N_("见证人没有签名：%(why)s"), N_("请和见证人联系，核对地址和它认得的公钥，再请求一次。")
)


def ask(code: str, address: str, client: httpx.Client | None = None) -> int:
    """Send the head with its proof; keep the cosignatures that come back. How many were new."""
    row = log_queries.signed(code)
    head = found(row.checkpoint, refusals.NO_LOG_YET)
    text, _signatures = note.split(head.note)
    known = log_queries.cosigned_size(head.log_id)
    url = address.rstrip("/") + "/add-checkpoint"
    with client or httpx.Client(timeout=SECONDS, follow_redirects=False) as asking:
        answer = _send(asking, url, head, known)
        if answer.status_code == 409:  # it remembers another size than we do
            told = answer.text.strip()
            require(
                told.isascii() and told.isdigit() and len(told) < 20 and int(told) <= head.size,
                NO_ANSWER,
                why=f"409 {told[:80]}",
            )
            answer = _send(asking, url, head, int(told))
    require(answer.status_code == 200, NO_ANSWER, why=f"{answer.status_code} {answer.text[:200]}")
    with act() as now:
        return log_actions.cosign(head, text, answer.text.removesuffix("\n").split("\n"), now)


def _send(asking: httpx.Client, url: str, head: LogCheckpoint, old: int) -> httpx.Response:
    proof = page_queries.with_nodes(head.log_id, lambda read: merkle.consistency_proof(old, head.size, read))
    lines = [f"old {old}", *(b64encode(node).decode() for node in proof)]
    body = "\n".join(lines) + "\n\n" + head.note
    try:
        return asking.post(url, content=body.encode())
    except httpx.HTTPError as error:
        raise Refused(NO_ANSWER, why=type(error).__name__) from None
