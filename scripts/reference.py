"""Write the field reference in CONTRIBUTING.md from the schemas in data/: set up what is missing first."""

import subprocess
import sys
from pathlib import Path

from _environment import ROOT, ready

GUIDE = ROOT / "CONTRIBUTING.md"
TABLES = ("case-studies", "charters", "charter-versions", "charter-translations", "languages", "pledges")


def main() -> int:
    """Write it; 0 when that was possible, else 1."""
    from charterkit import catalogue, schema  # noqa: PLC0415 - found in the site's environment alone
    from charterkit.problems import report  # noqa: PLC0415 - as above
    from charterkit.publish import reference  # noqa: PLC0415 - as above

    model, problems = schema.load(ROOT, catalogue.DEFAULT_SCHEMAS)
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    guide = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(reference.inserted(guide, reference.reference(model, TABLES)), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    environment = ready("site")
    if Path(sys.prefix) == environment.folder:
        sys.exit(main())
    sys.exit(subprocess.call([str(environment.program("python")), __file__]))
