"""Who may read messages and follow: everybody their own."""

from micro_projects.web.access import SIGNED_IN

ACTS = {
    "letters.read": SIGNED_IN,
    "letters.mark_read": SIGNED_IN,
    "letters.follow": SIGNED_IN,
    "letters.unfollow": SIGNED_IN,
}
