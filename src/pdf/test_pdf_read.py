#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""What other programs read in a letter: poppler's tools and qpdf.

The argument is the test program that makes the letters (see test_pdf.c).
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv[1]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def objects(path):
    return json.loads(run("qpdf", "--json=2", "--json-key=qpdf", "--decode-level=generalized", path))["qpdf"][1]


class Letters(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        run(PROGRAM, cls.folder.name)
        cls.nl, cls.en, cls.long, cls.report = (
            str(pathlib.Path(cls.folder.name, f"{n}.pdf")) for n in ("nl", "en", "long", "report"))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_text_in_reading_order(self):
        text = run("pdftotext", "-raw", self.nl, "-")
        places = [text.index(part) for part in (
            "Postbus 100", "Mevrouw Zoë Ş. <b>de Vries</b> & Co", "3512 PH UTRECHT", "21 november 2026",
            "Er staat iets voor je klaar", "Beste Zoë,", "We willen je graag", "7K3M-Q0XW-9TB4",
            "https://nabij.example/code", "De code werkt", "Met vriendelijke groet", "gratis en vertrouwelijk")]
        self.assertEqual(places, sorted(places))

    def test_file_is_sound(self):
        for path in (self.nl, self.en, self.long, self.report):
            self.assertIn("No syntax or stream encoding errors", run("qpdf", "--check", path))

    def test_information(self):
        info = run("pdfinfo", self.nl)
        self.assertRegex(info, r"Title: +Er staat iets voor je klaar\n")
        self.assertRegex(info, r"Producer: +Nabij\n")
        self.assertRegex(info, r"Tagged: +yes")
        self.assertRegex(info, r"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)")
        self.assertRegex(info, r"Pages: +1\n")
        self.assertRegex(run("pdfinfo", self.long), r"Pages: +3\n")
        self.assertIn("<pdfuaid:part>1</pdfuaid:part>", run("pdfinfo", "-meta", self.nl))

    def test_title_in_both_places(self):
        title = "Something is ready for you & <yours>"
        self.assertRegex(run("pdfinfo", self.en), f"Title: +{title}\n")
        self.assertIn("Something is ready for you &amp; &lt;yours&gt;", run("pdfinfo", "-meta", self.en))

    def test_root(self):
        for path, language in ((self.nl, "nl"), (self.en, "en")):
            everything = objects(path)
            root = everything["obj:" + everything["trailer"]["value"]["/Root"]]["value"]
            self.assertEqual(root["/Lang"], "u:" + language)
            self.assertEqual(root["/MarkInfo"], {"/Marked": True})
            self.assertEqual(root["/ViewerPreferences"], {"/DisplayDocTitle": True})
            self.assertIn("/StructTreeRoot", root)
            pages = [o["value"] for o in everything.values()
                     if isinstance(o.get("value"), dict) and o["value"].get("/Type") == "/Page"]
            self.assertTrue(pages)
            for page in pages:
                self.assertEqual(page["/Tabs"], "/S")

    def test_structure(self):
        lines = [line for line in run("pdfinfo", "-struct", self.nl).splitlines() if line and line[0] != '"']
        kinds = [line.split()[0] for line in lines]
        self.assertEqual(kinds[0], "Document")
        self.assertEqual(kinds.count("H1"), 1)
        self.assertEqual(set(kinds), {"Document", "H1", "P"})

    def test_report(self):
        """A table that goes over a page, with header cells that say what they head."""
        self.assertRegex(run("pdfinfo", self.report), r"Pages: +[3-6]\n")
        lines = [line for line in run("pdfinfo", "-struct", self.report).splitlines() if line and line[0] != '"']
        kinds = [line.split()[0].rstrip(":") for line in lines if "/Scope" not in line]
        self.assertEqual(set(kinds), {"Document", "H1", "H2", "P", "Table", "TR", "TH", "TD"})
        self.assertEqual((kinds.count("TR"), kinds.count("TH"), kinds.count("TD")), (25, 27, 48))
        cells = [o["value"] for o in objects(self.report).values()
                 if isinstance(o.get("value"), dict) and o["value"].get("/S") == "/TH"]
        scopes = [cell["/A"]["/Scope"] for cell in cells]
        self.assertEqual((scopes.count("/Column"), scopes.count("/Row")), (3, 24))
        said = [line.strip().strip('"') for line in run("pdfinfo", "-struct-text", self.report).splitlines()
                if '"' in line]
        self.assertEqual(said[:4], ["Verslag van de quickscan", "21 november 2026",
                                    "Gemaakt om samen over te praten.", "Punten per onderwerp"])
        self.assertEqual(said[4:8], ["Onderwerp", "Punten", "Wat dit zegt", "Afspraken & regels, en wie erover gaat"])

    def test_what_is_read_aloud(self):
        said = [line.strip().strip('"') for line in run("pdfinfo", "-struct-text", self.nl).splitlines() if '"' in line]
        self.assertEqual(said[:3], ["Nabij", "Postbus 100", "3500 AA Utrecht"])
        self.assertIn("We willen je graag iets laten weten. We hebben geprobeerd je te bellen. "
                      "Dat lukte niet. Daarom krijg je deze brief.", said)
        self.assertEqual(said[-3:], ["Met vriendelijke groet,", "Nabij", "Nabij · gratis en vertrouwelijk"])

    def test_all_content_is_tagged(self):
        for path in (self.nl, self.long, self.report):
            plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, "-"], check=True,
                                   capture_output=True).stdout.decode("latin-1")
            for stream in re.findall(r"stream\n(.*?)endstream", plain, re.S):
                if " Tf" not in stream:
                    continue
                outside = re.sub(r"/\w+ << ?/MCID \d+ ?>> BDC.*?EMC", "", stream, flags=re.S)
                self.assertNotRegex(outside, r"\b(Tj|TJ|Do|S|f|B)\b")

    def test_fonts_are_inside(self):
        for line in run("pdffonts", self.nl).splitlines()[2:]:
            embedded, subset, unicode = line.split()[-5:-2]
            self.assertEqual((embedded, subset, unicode), ("yes", "yes", "yes"))

    def test_address_stands_in_the_window(self):
        boxes = run("pdftotext", "-bbox", self.nl, "-")
        for word in ("Mevrouw", "UTRECHT"):
            x, y = map(float, re.search(rf'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>{word}<', boxes).groups())
            self.assertTrue(20 < x / 72 * 25.4 < 110)
            self.assertTrue(58 < y / 72 * 25.4 < 84)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
