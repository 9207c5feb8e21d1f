"""Reads a page of pfl-audit strictly: what a browser would have to mend is an error.

    page = Page(open("report.html", "rb").read())
    page.errors            what is wrong, a sentence each
    page.find("article")   elements, in their order; element.text is all text in it
"""
import re
from html.parser import HTMLParser

VOID = {"meta", "br", "rect", "line"}
# All elements that a page is made of: another one came out of a log.
KNOWN = VOID | set("html head title style body header main footer section article h1 h2 h3 p div span dl dt dd ol ul li "
                   "table thead tbody tr th td a abbr b bdi code details small summary time svg desc text".split())
ATTRIBUTES = set("lang charset http-equiv content name class id href title scope colspan tabindex role aria-label "
                 "aria-labelledby datetime viewbox x y x1 x2 y1 y2 width height".split())


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent, self.parts = tag, attributes, parent, []

    @property
    def text(self):
        return "".join(p if isinstance(p, str) else p.text for p in self.parts)

    def all(self):
        yield self
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.all()

    def find(self, tag, **attributes):
        """class_="x" finds x among the classes."""
        found = []
        for e in self.all():
            ok = e.tag == tag
            for name, value in attributes.items():
                name = name.rstrip("_")
                have = e.attributes.get(name) or ""
                ok &= value in have.split() if name == "class" else value == have
            if ok:
                found.append(e)
        return found


class Page(HTMLParser):
    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.errors = []
        self.root = self.at = Element("", {}, None)
        try:
            source = data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.errors.append("not UTF-8: %s" % error)
            source = data.decode("utf-8", "replace")
        for c in sorted(set(re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", source))):
            self.errors.append("a raw U+%04X" % ord(c))
        self.feed(source)
        self.close()
        if self.at is not self.root:
            self.errors.append("<%s> is not closed" % self.at.tag)
        self.check_references()

    def find(self, tag, **attributes):
        return self.root.find(tag, **attributes)

    def handle_starttag(self, tag, attrs):
        if tag not in KNOWN:
            self.errors.append("<%s>" % tag)
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.errors.append("<%s %s>" % (tag, name))
            if name == "href" and not value.startswith("#"):
                self.errors.append("a link to %s" % value)
        element = Element(tag, dict(attrs), self.at)
        if len(element.attributes) != len(attrs):
            self.errors.append("<%s> has an attribute twice" % tag)
        self.at.parts.append(element)
        # Inside SVG a title is the text of its shape: <rect><title>...</title></rect>.
        if tag not in VOID or tag in ("rect", "line"):
            self.at = element

    def handle_startendtag(self, tag, attrs):
        if tag not in ("rect", "line"):
            self.errors.append("<%s/>" % tag)
        self.handle_starttag(tag, attrs)
        if self.at.tag == tag:
            self.at = self.at.parent

    def handle_endtag(self, tag):
        if tag != self.at.tag:
            self.errors.append("</%s> where <%s> is open" % (tag, self.at.tag))
        elif self.at.parent is not None:
            self.at = self.at.parent

    def handle_data(self, data):
        self.at.parts.append(data)

    def handle_comment(self, data):
        self.errors.append("a comment: %s" % data)

    def unknown_decl(self, data):
        self.errors.append("a declaration: %s" % data)

    def handle_pi(self, data):
        self.errors.append("an instruction: %s" % data)

    def check_references(self):
        ids = [e.attributes["id"] for e in self.root.all() if "id" in e.attributes]
        for name in set(ids):
            if ids.count(name) > 1:
                self.errors.append("the id %s twice" % name)
        for e in self.root.all():
            wanted = (e.attributes.get("aria-labelledby") or "").split()
            if "href" in e.attributes:
                wanted.append(e.attributes["href"][1:])
            self.errors += ["nothing has the id %s" % name for name in wanted if name not in ids]
        for table in self.find("table"):
            width = sum(int(c.attributes.get("colspan", 1)) for c in table.find("tr")[0].find("th"))
            for row in table.find("tr"):
                cells = [c for c in row.parts if isinstance(c, Element)]
                if sum(int(c.attributes.get("colspan", 1)) for c in cells) != width:
                    self.errors.append("a row with too few or too many cells: %s" % row.text)
