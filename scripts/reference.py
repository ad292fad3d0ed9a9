"""Write what is generated: fields and rules in CONTRIBUTING.md, choices in issue forms, and what code editors need."""

import re
import subprocess
import sys
from pathlib import Path

from _environment import ROOT, ready

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
GUIDE = ROOT / "CONTRIBUTING.md"
SETTINGS = ROOT / ".vscode" / "settings.json"
TABLES = (
    "case-studies",
    "charters",
    "charter-versions",
    "charter-translations",
    "languages",
    "principles",
    "key-features",
    "pledges",
    "actions",
    "worksheets",
)


def main() -> int:
    """Write them; 0 when that was possible, else 1."""
    from charterkit import catalogue, cli, report  # noqa: PLC0415 - found in the site's environment alone
    from charterkit.problems import errors  # noqa: PLC0415 - as above
    from charterkit.publish import issue_forms, json_schemas, reference  # noqa: PLC0415 - as above

    model, tables, problems = catalogue.examine(ROOT)
    if not tables:
        print(report.text(errors(problems), ROOT), file=sys.stderr)
        return 1
    for form in sorted(FORMS.glob("*.yml")):
        filled = issue_forms.filled(form.read_text(encoding="utf-8"), model, tables)
        form.write_text(filled, encoding="utf-8", newline="\n")
    guide = GUIDE.read_text(encoding="utf-8")
    guide = reference.inserted(guide, reference.reference(model, TABLES))
    guide = reference.inserted(guide, reference.rules(), (reference.RULES_BEGIN, reference.RULES_END))
    GUIDE.write_text(guide, encoding="utf-8", newline="\n")
    settings = SETTINGS.read_text(encoding="utf-8")
    listed = ",\n".join(f'    "./{path}": "{files}"' for path, files in sorted(json_schemas.places(model).items()))
    block = re.compile(r'("yaml\.schemas": \{\n).*?(\n  \})', re.DOTALL)
    SETTINGS.write_text(block.sub(lambda m: m[1] + listed + m[2], settings), encoding="utf-8", newline="\n")
    return cli.main(["--site", str(ROOT), "schemas"])


if __name__ == "__main__":
    environment = ready("site")
    if Path(sys.prefix) == environment.folder:
        sys.exit(main())
    sys.exit(subprocess.call([str(environment.program("python")), __file__]))
