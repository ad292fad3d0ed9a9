"""Which numbers are those of a person: by their check digits and their length."""

from __future__ import annotations

_OF_ORGANISATIONS = ("03", "08", "443", "448")
_SIGNIFICANT = "127"  # what follows the 0 of a number of a place (01, 02) or of a person (07)


def is_nhs_number(digits: str) -> bool:
    """Say whether ten digits have the check digit of an NHS number (weights 10 to 2, modulus 11)."""
    return (11 - _weighed(digits)) % 11 == int(digits[9])


def is_learner_number(digits: str) -> bool:
    """Say whether ten digits have the check digit of a unique learner number (the same weights, other complement)."""
    rest = _weighed(digits)
    return rest != 0 and 10 - rest == int(digits[9])


def is_pupil_number(written: str) -> bool:
    """Say whether a letter, eleven digits and a digit or letter have the check letter of a unique pupil number."""
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    values = [int(sign) if sign.isdecimal() else letters.index(sign) for sign in written[1:]]
    return letters[sum(weight * value for weight, value in enumerate(values, start=2)) % len(letters)] == written[0]


def _weighed(digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11


def is_phone(written: str) -> bool:
    """Say whether digits, written as people write them, have the shape of a telephone number of a person."""
    digits = only_digits(written)
    if written.startswith("0."):  # a decimal
        return False
    if written.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        return 9 <= len(digits) <= 15 and not digits.startswith(_OF_ORGANISATIONS[2:])  # noqa: PLR2004 - E.164
    digits = digits if not written.startswith("44") else f"0{digits[2:]}"
    if not digits.startswith("0") or digits.startswith(_OF_ORGANISATIONS[:2]) or digits[1] not in _SIGNIFICANT:
        return False
    return len(digits) in {10, 11}


def only_digits(written: str) -> str:
    """Leave out what stands between digits."""
    return "".join(sign for sign in written if sign.isdecimal())
