"""The command is found, and what is missing is said with the next step."""

from __future__ import annotations

import os
import stat
import sys
import unittest
from pathlib import Path

from gan_diversity import GanDiversityError, GanDiversityWarning, Monitor, check
from gan_diversity.command import explain, find_command
from gan_diversity.flags import flags_of
from helpers import FAKE_COMMAND, FolderCase


@unittest.skipUnless(os.name == "posix", "the programs of this test are shell scripts")
class Command(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.programs = self.folder / "programs"
        self.programs.mkdir()
        os.environ["PATH"] = str(self.programs)

    def program(self, name: str, script: str) -> Path:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def test_what_is_given_wins_then_the_variable_then_the_path_then_npx(self) -> None:
        npx = self.program("npx", "exit 1")
        self.assertEqual(find_command(), [str(npx), "--no-install", "gan-diversity"])
        own = self.program("gan-diversity", "exit 1")
        self.assertEqual(find_command(), [str(own)])
        os.environ["GAN_DIVERSITY_COMMAND"] = "npx -y 'gan diversity'"
        self.assertEqual(find_command(), ["npx", "-y", "gan diversity"])
        self.assertEqual(find_command(["gan-diversity", "--x y"]), ["gan-diversity", "--x y"])

    def test_without_node_it_is_said_that_node_is_missing(self) -> None:
        with self.assertRaisesRegex(GanDiversityError, r"Expected Node 20\.19 or newer but found no .*nodejs\.org"):
            find_command()
        with self.assertWarnsRegex(GanDiversityWarning, "Expected Node 20.19"):
            Monitor(self.folder / "a").close()
        with self.assertRaisesRegex(GanDiversityError, "Expected Node 20.19"):
            check(self.folder)

    def test_an_old_node_is_named(self) -> None:
        self.program("node", "echo v18.12.1")
        self.program("gan-diversity", "echo SyntaxError: something >&2; exit 1")
        with self.assertRaisesRegex(GanDiversityError, r"Expected Node 20\.19 or newer but found v18\.12"):
            Monitor(self.folder / "a", raise_errors=True)

    def test_a_package_that_npx_does_not_find_is_to_be_installed(self) -> None:
        self.program("node", "echo v22.1.0")
        self.program("npx", 'echo "npm error npx canceled due to missing packages and no YES option" >&2; exit 1')
        with self.assertRaisesRegex(GanDiversityError, r"npx found none\. Next: npm install -g gan-diversity"):
            Monitor(self.folder / "a", raise_errors=True)

    def test_a_package_without_the_command_is_too_old(self) -> None:
        self.program("node", "echo v22.1.0")
        self.program("gan-diversity", "echo \"error: unknown command 'serve'\" >&2; exit 2")
        with self.assertRaisesRegex(
            GanDiversityError, r"found an older one: unknown command 'serve'\. Next: .*@latest"
        ):
            Monitor(self.folder / "a", raise_errors=True)

    def test_what_the_tool_says_is_passed_on(self) -> None:
        self.program("node", "echo v22.1.0")
        os.environ["FAKE_TOOL_SAYS"] = "warning: careful\nerror: Expected a folder but found a file. Next: name another"
        with self.assertRaisesRegex(GanDiversityError, "^Expected a folder but found a file. Next: name another$"):
            Monitor(self.folder / "a", command=FAKE_COMMAND, raise_errors=True)

    def test_a_program_that_says_nothing_is_named(self) -> None:
        self.program("node", "echo v22.1.0")
        self.assertIn("ended with exit code 9", explain([sys.executable], 9, ""))


class Flags(unittest.TestCase):
    def test_options_of_python_are_flags_of_the_command(self) -> None:
        options = {"max_duplicates": "5%", "strict": True, "cache": False, "grid": None, "assert_": ["a >= 1", "b"]}
        expected = ["--max-duplicates=5%", "--strict", "--no-cache", "--assert=a >= 1", "--assert=b"]
        self.assertEqual(
            flags_of({**options, "reference": Path("real"), "threads": 2}),
            [*expected, "--reference=real", "--threads=2"],
        )
        with self.assertRaisesRegex(GanDiversityError, "for grid but found dict"):
            flags_of({"grid": {}})


if __name__ == "__main__":
    unittest.main()
