"""What is installed is what was promised: typed, of the version of the npm package, on the standard library."""

from __future__ import annotations

import ast
import json
import re
import sys
import unittest

import gan_diversity
from helpers import HERE, PROJECT

SOURCES = sorted((HERE.parent / "src" / "gan_diversity").glob("*.py"))


def imported(source: str) -> set[str]:
    """Packages of import statements anywhere in a module; its own are ""."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add("" if node.level else str(node.module).split(".")[0])
    return names


class Package(unittest.TestCase):
    def test_it_has_the_version_of_the_npm_package(self) -> None:
        npm = json.loads((PROJECT / "package.json").read_text(encoding="utf-8"))["version"]
        project = re.search(r'^version = "(.*)"$', (HERE.parent / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
        assert project is not None
        self.assertEqual((gan_diversity.__version__, project[1]), (npm, npm))

    def test_it_is_typed(self) -> None:
        self.assertTrue((SOURCES[0].parent / "py.typed").exists())

    @unittest.skipUnless(hasattr(sys, "stdlib_module_names"), "this Python does not list its standard library")
    def test_it_imports_the_standard_library_and_numpy_where_arrays_came(self) -> None:
        names = set().union(*(imported(path.read_text(encoding="utf-8")) for path in SOURCES))
        self.assertEqual(names - set(sys.stdlib_module_names) - {""}, {"numpy"})
        at_once = {name for path in SOURCES for name in imported_at_once(path.read_text(encoding="utf-8"))}
        self.assertNotIn("numpy", at_once)

    def test_everything_that_is_offered_is_there(self) -> None:
        self.assertEqual([name for name in gan_diversity.__all__ if not hasattr(gan_diversity, name)], [])


def imported_at_once(source: str) -> set[str]:
    statements = [node for node in ast.parse(source).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    return imported(ast.unparse(ast.Module(body=list(statements), type_ignores=[])))


if __name__ == "__main__":
    unittest.main()
