"""documents.py commands ROOT PORCHLIGHT - every `porchlight ...` in the documents is a command, and its options are that command's.
documents.py files ROOT - every link and every path of the tree that the documents name leads somewhere.
Prints what does not hold, as FILE:LINE, and then ends with status 1.
"""
import pathlib
import re
import subprocess
import sys

task, root = sys.argv[1], pathlib.Path(sys.argv[2])
documents = [root / "README.md", *root.glob("docs/**/*.md"), *root.glob("docs/*.service"), *root.glob("*/README.md"), *root.glob("packs/*/README.md")]
wrong = []


def lines():
    for document in documents:
        if "node_modules" not in document.parts:
            for number, line in enumerate(document.read_text().splitlines(), 1):
                yield document, number, line


def help_of(words):
    return subprocess.run([sys.argv[3], *words, "--help"], capture_output=True, text=True)


def commands():
    listed = re.findall(r"^  ([a-z]+(?: [a-z-]+)?)  ", help_of([]).stdout, re.M)
    for document, number, line in lines():
        code = re.findall(r"`([^`]*)`", line) or ([line] if re.match(r"\s*(porchlight|runuser|Exec|\d)|    ", line) else [])
        for said in re.findall(r"\bporchlight ((?:[a-z]+ ?|-)[^`#;|]*)", " ; ".join(code)):
            said = re.split(r" (?:porchlight|--) ", said)[-1]
            name = next((name for name in sorted(listed, key=len, reverse=True) if (said + " ").startswith(name + " ")), None)
            if name is None:
                if said.strip() and not said.startswith("-"):
                    wrong.append(f"{document}:{number}: no command: porchlight {said}")
                continue
            known = help_of(name.split()).stdout + "--help --database"
            for option in re.findall(r"(?<!\S)--[a-z-]+", said):
                if not re.search(rf"(?<![\w-]){option}(?![\w-])", known):
                    wrong.append(f"{document}:{number}: porchlight {name} has no {option}")


def files():
    tops = "src|docs|packs|migrations|tools|tests|bench|assets"
    for document, number, line in lines():
        for link in re.findall(r"\]\(([^)#]+)\)", line):
            if not re.match(r"[a-z]+:", link) and not (document.parent / link).exists():
                wrong.append(f"{document}:{number}: no file {link}")
        for path in re.findall(rf"(?<![\w/.])((?:{tops})/[\w./<>*-]*)", line):
            path = path.rstrip(".")
            if not re.search(r"[<*>]|NAME|PART", path) and not (root / path).exists() and not list(root.glob(path + ".*")):
                wrong.append(f"{document}:{number}: no file {path}")


{"commands": commands, "files": files}[task]()
print("\n".join(wrong))
sys.exit(bool(wrong))
