"""The words synthetic names and titles are put together from."""

PLACES = (
    "Freight", "Payroll", "Fleet", "Crew", "Customs", "Terminal", "Cargo", "Invoice", "Contract",
    "Permit", "Claims", "Roster", "Training", "Travel", "Supplier", "Berth", "Pilot", "Bunker",
    "Lease", "Safety", "Audit", "Archive", "Energy", "Visitor",
)  # fmt: skip
WORKS = (
    "booking", "approvals", "planning", "tracking", "reporting", "register", "portal", "exchange",
    "ledger", "forecast", "calendar", "messaging", "directory", "inspection", "pricing", "tender",
    "allocation", "clearance", "matching", "dispatch",
)  # fmt: skip
DOMAINS = (
    "Operations", "Finance", "People", "Sales", "Engineering", "Safety", "Procurement", "Legal",
)  # fmt: skip
FIRST_NAMES = (
    "Ada", "Bo", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kemal",
    "Lena", "Milan", "Nora", "Otto", "Priya", "Quinn", "Rosa", "Stefan", "Tilda", "Umar", "Vera",
    "Wim", "Yara",
)  # fmt: skip
LAST_NAMES = (
    "Albers", "Brandt", "Costa", "Dahl", "Ekström", "Ferrari", "Garcia", "Holm", "Ivanova",
    "Jansen", "Kowalski", "Lindgren", "Moreau", "Novak", "Okafor", "Petrov", "Quist", "Rossi",
    "Silva", "Tanaka", "Unger", "Visser", "Weber", "Yilmaz", "Zhang",
)  # fmt: skip
VERBS = (
    "Show", "Check", "Export", "Merge", "Repair", "Speed up", "Explain", "Archive", "Translate",
    "Automate", "Simplify", "Measure", "Warn about", "Replace", "Document",
)  # fmt: skip
THINGS = (
    "late bookings", "duplicate records", "the nightly transfer", "the approval step",
    "missing papers", "the weekly summary", "access for contractors", "rounding of amounts",
    "the search for berths", "expired permits", "the hand-over note", "the mobile view",
    "failed messages", "reminders", "the price table", "the address book", "large attachments",
    "the holiday calendar", "currency rates", "the sign-off page",
)  # fmt: skip
PERSONAS = (
    "Roster planner", "Line manager", "Crew member", "Port agent", "Accountant", "Buyer",
    "Dispatcher", "Safety officer", "Technician", "Sales representative", "Recruiter", "Auditor",
)  # fmt: skip
