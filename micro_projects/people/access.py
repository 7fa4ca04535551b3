"""Who may do what with accounts, roles and the roll."""

from micro_projects.web.access import ANYONE, SIGNED_IN, role

ACTS = {
    "people.sign_in": ANYONE,
    "people.sign_out": SIGNED_IN,
    "people.account": SIGNED_IN,
    "people.change_password": SIGNED_IN,
    "people.holders": ANYONE,
    "people.add_account": role("admin"),
    "people.reset_password": role("worker", "admin"),
    "people.open_resident_account": role("worker", "admin"),
    "people.give_role": role("admin"),
    "people.end_role": role("admin"),
    "people.roll_check": SIGNED_IN,
    "people.roll": role("worker", "admin"),
    "people.import_roll": role("worker", "admin"),
    "people.remove_from_roll": role("worker", "admin"),
}
