"""The rules that keep people from being identified, and records from going stale: each with its name and its reason.

What a rule finds is worked out in other modules; here is what an author is told of it. The table of rules in the
editors' guide is made from this list (`publish/reference.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from charterkit.problems import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: what it finds, why that matters, and how to settle it.

    `acknowledged` says whether a finding may be acknowledged in the record; a rule without that has no false alarms.
    """

    name: str
    finds: str
    reason: str
    settle: str
    severity: Severity = Severity.ERROR
    acknowledged: bool = False


INDIVIDUAL = Rule(
    "individual",
    "a record about one person without changed names, a basis of consent or a review",
    "A story of one person can be recognised by those who know them, unless somebody has made sure that it cannot.",
    "Fill in the field that the message names.",
)
REVIEW_STALE = Rule(
    "review-stale",
    "a record about one person whose safeguarding review is years old",
    "What was safe to tell then may not be so now: people grow up, and more is known of them.",
    "Have a safeguarding lead read it again, and write the new date in `reviewed_on`.",
    Severity.WARNING,
)
CONSENT_EXPIRED = Rule(
    "consent-expired",
    "consent that has come to its end",
    "Consent is given for a time, and ends with it.",
    "Ask for consent again and write the new date, or take out what it was given for.",
)
PICTURE_CONSENT = Rule(
    "picture-consent",
    "a picture of somebody who can be recognised, without a consent reference",
    "A face is a name to everybody who knows it.",
    "Write the reference of the consent form in `consent_ref`, or take another picture.",
)
PERSON_NAME = Rule(
    "person-name",
    "what reads like a person's name",
    "People appear by their role, so that nobody can be found by a search for their name.",
    "Write what they are there instead of the name: their role, or the group that they belong to.",
    acknowledged=True,
)
BIRTH_DATE = Rule(
    "birth-date",
    "a date of birth",
    "With a place, a date of birth is nearly always one person.",
    "Write the age or the year group, or nothing.",
    acknowledged=True,
)
HOME_ADDRESS = Rule(
    "home-address",
    "a house number with a street",
    "It says where somebody lives, or can be taken for it.",
    "Write the town or the area.",
    acknowledged=True,
)
POSTCODE = Rule(
    "postcode",
    "a whole postcode",
    "A postcode is about fifteen homes.",
    "Write the town or the area, or the first half of the postcode.",
    acknowledged=True,
)
PHONE = Rule(
    "phone",
    "a telephone number; numbers that only organisations have (beginning 03 or 08) may stand",
    "It leads to a person, and may lead there long after they have moved on.",
    "Take it out, and link to a page that says how to get in touch.",
    acknowledged=True,
)
EMAIL = Rule(
    "email-address",
    "an e-mail address",
    "It often holds a name, and attracts unwanted mail for as long as the page is in anybody's copy.",
    "Take it out, and link to a page that says how to get in touch.",
    acknowledged=True,
)
NHS_NUMBER = Rule(
    "nhs-number",
    "ten digits that are a valid NHS number",
    "It is one person's, for life.",
    "Take it out.",
    acknowledged=True,
)
PUPIL_NUMBER = Rule(
    "pupil-number",
    "a valid unique pupil number (UPN)",
    "It is one pupil's, for as long as they are at school.",
    "Take it out.",
    acknowledged=True,
)
LEARNER_NUMBER = Rule(
    "learner-number",
    "ten digits that are a valid unique learner number (ULN)",
    "It is one person's, for life.",
    "Take it out.",
    acknowledged=True,
)
INSURANCE_NUMBER = Rule(
    "insurance-number",
    "a national insurance number",
    "It is one person's, for life.",
    "Take it out.",
    acknowledged=True,
)
SOCIAL_HANDLE = Rule(
    "social-handle",
    "an account on a social network",
    "It leads to a person, and to everybody whom they know.",
    "Take it out, or link to a page of the organisation.",
    acknowledged=True,
)
SMALL_COUNT = Rule(
    "small-count",
    "a count of people below the smallest that may be told (`smallest_count` in `data/safeguarding.yml`)",
    "In a place that is named, two or three people are known to everybody who knows the place.",
    "Write “a few”, or a larger group that they belong to.",
    acknowledged=True,
)
ACKNOWLEDGED = Rule(
    "acknowledged-nothing",
    "an acknowledgement that no finding needs",
    "It would let a later finding pass that nobody has looked at.",
    "Remove it, or copy `rule` and `text` from what the check says.",
    Severity.WARNING,
)
REVIEW_DUE = Rule(
    "review-due",
    "a record whose `review_due` has passed",
    "Readers take what is published for true today.",
    "Read it again, mend what has changed, and write new dates in `review_due` and, if it has one, `last_reviewed`.",
    Severity.WARNING,
)
LINK_HIDDEN = Rule(
    "link-hidden",
    "a published record that names one that readers cannot see",
    "The link is left out, and what was meant by it is lost.",
    "Name another record, or take the line out.",
    Severity.WARNING,
)
REPLACES_CYCLE = Rule(
    "replaces-cycle",
    "records that take each other's place in a circle",
    "Readers are led on from each to the next, and never arrive.",
    "Take the line out of the record that is the oldest.",
    Severity.WARNING,
)
FILE_UNUSED = Rule(
    "file-unused",
    "a picture that no record names",
    "It is in public without anybody having said what it shows or who agreed to it.",
    "Remove it, or name it in a record.",
    Severity.WARNING,
)

VERSION_BEHIND = Rule(
    "version-behind",
    "records that stand by an older version of what they refer to",
    "Whoever agreed to one text has not agreed to the next.",
    "Ask whether the new version holds for them too. Then write it, and the day on which they said so.",
    Severity.WARNING,
)

TRANSLATION_BEHIND = Rule(
    "translation-behind",
    "a translation whose original has changed since; it is not compared with it any more",
    "Readers of one language are promised what readers of the other are not.",
    "Bring it in line with the original, then write what `charterkit translations` says in `original_version` and"
    " `original_text`.",
    Severity.WARNING,
)

REGISTRY: tuple[Rule, ...] = (
    INDIVIDUAL,
    REVIEW_STALE,
    CONSENT_EXPIRED,
    PICTURE_CONSENT,
    PERSON_NAME,
    BIRTH_DATE,
    HOME_ADDRESS,
    POSTCODE,
    PHONE,
    EMAIL,
    NHS_NUMBER,
    PUPIL_NUMBER,
    LEARNER_NUMBER,
    INSURANCE_NUMBER,
    SOCIAL_HANDLE,
    SMALL_COUNT,
    ACKNOWLEDGED,
    REVIEW_DUE,
    VERSION_BEHIND,
    TRANSLATION_BEHIND,
    LINK_HIDDEN,
    REPLACES_CYCLE,
    FILE_UNUSED,
)

BY_NAME = {rule.name: rule for rule in REGISTRY}
