"""What schemathesis cannot know of this API: three kinds of text, and how a refusal must look."""

import json
import re

import schemathesis
from hypothesis import strategies as st

ZONES = ["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "America/Argentina/Ushuaia"]
LANGUAGES = ["en", "en-GB", "de-CH-1996", "zh-Hant-TW", "sr-Latn", "pt-BR"]
POSITIONS = st.integers(1, 10**9).map(lambda number: chr(96 + len(str(number))) + str(number))

schemathesis.openapi.format("time-zone", st.sampled_from(ZONES))
schemathesis.openapi.format("language-tag", st.sampled_from(LANGUAGES))
schemathesis.openapi.format("position", POSITIONS)

# Refusals of what is well formed: they depend on what is there, not on the form.
STATE_STATUSES = {401, 403, 404, 409, 410, 412, 422, 426, 429, 503}
STATE_CODES = {"EMAIL_EXISTS", "INVALID_MAIL_TOKEN", "CONSENT_ENDED"}
# A cursor is one that an answer gave; a key ends in the future; what is left of a text must be a title.
STATE_PATHS = {"cursor", "since", "page", "expires_at", "text"}
# schemathesis has its own idea of entity tags, beside the document's.
OWN_PATHS = {"If-Match", "If-None-Match"}

LEAK = re.compile(r"\\n\s+at |node_modules|file://|\b(?:SELECT|INSERT|UPDATE|DELETE) .+ (?:FROM|INTO|SET)\b|syntax error at")


def body_of(response):
    try:
        return json.loads(response.content)
    except ValueError:
        return None


@schemathesis.check
def valid_data_is_taken(ctx, response, case):
    """What the document allows is refused only for what is, or is not, there."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code < 400:
        return
    if response.status_code in STATE_STATUSES:
        return
    # Which type a file has depends on `format`, which a document cannot say.
    if response.status_code == 415 and case.path == "/api/import":
        return
    problem = body_of(response) or {}
    # What may be allowed stands in what was asked for, which is a text of its own.
    if case.path == "/api/account/agents/answer" and [e["path"] for e in problem.get("errors", [])] == ["scopes"]:
        return
    # What takes the place of another message stands in a conversation.
    if case.path == "/api/chat/message" and [e["path"] for e in problem.get("errors", [])] == ["conversation_id"]:
        return
    if problem.get("code") in STATE_CODES or "error_description" in problem:
        return
    paths = {error["path"] for error in problem.get("errors", [])}
    assert paths and paths <= STATE_PATHS | OWN_PATHS, f"Refused what the document allows: {response.status_code} {problem}"


@schemathesis.check
def refusals_explain_themselves(ctx, response, case):
    """A refusal is a problem with sentence and code; bad input is named; nothing of the inside is told."""
    if response.status_code < 400 or case.method.upper() == "HEAD":
        return
    problem = body_of(response)
    assert isinstance(problem, dict) and problem.get("error"), "A refusal without `error`"
    if "error_description" not in problem:
        assert problem.get("code"), "A refusal without `code`"
    if problem.get("code") == "VALIDATION_FAILED":
        errors = problem.get("errors")
        assert errors and all(error.get("message") for error in errors), "A refusal that names no field"
    assert not LEAK.search(response.content.decode("utf-8")), "A refusal that tells of the inside"
